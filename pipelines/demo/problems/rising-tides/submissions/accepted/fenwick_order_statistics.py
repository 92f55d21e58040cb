# Fenwick tree as an order-statistics set of tails: count up to x, then find the next one by binary descent
import sys

input = sys.stdin.readline
n = int(input())
a = list(map(int, input().split()))
idx = {v: k + 1 for k, v in enumerate(sorted(set(a)))}
m = len(idx)
LOG = 1 << m.bit_length()
bit = [0] * (m + 1)
there = [False] * (m + 1)


def add(i, d):
    while i <= m:
        bit[i] += d
        i += i & -i


def count(i):
    s = 0
    while i:
        s += bit[i]
        i &= i - 1
    return s


def kth(k):
    p, step = 0, LOG
    while step:
        q = p + step
        if q <= m and bit[q] < k:
            p = q
            k -= bit[q]
        step >>= 1
    return p + 1


total = 0
for v in a:
    r = idx[v]
    if there[r]:
        continue
    c = count(r)
    if c < total:
        s = kth(c + 1)
        there[s] = False
        add(s, -1)
    else:
        total += 1
    there[r] = True
    add(r, 1)
print(total)
