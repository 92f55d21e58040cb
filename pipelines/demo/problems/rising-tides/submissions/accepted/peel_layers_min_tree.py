# peel layers of prefix minima (antichains) with a min tree that supports deletion; answer = number of layers
import sys

n, *a = map(int, sys.stdin.read().split())
order = sorted(range(n), key=lambda i: (a[i], -i))
N = 1
while N < n:
    N *= 2
GONE = n
t = [GONE] * (2 * N)
for r, i in enumerate(order):
    t[N + i] = r
for i in range(N - 1, 0, -1):
    t[i] = min(t[2 * i], t[2 * i + 1])


def first_rank(p):
    """smallest remaining rank among positions < p"""
    p += N
    res = GONE
    while p > 1:
        if p & 1 and t[p - 1] < res:
            res = t[p - 1]
        p >>= 1
    return res


def remove(p):
    p += N
    t[p] = GONE
    p >>= 1
    while p:
        l, r = t[2 * p], t[2 * p + 1]
        t[p] = l if l < r else r
        p >>= 1


layers = 0
while t[1] != GONE:
    layers += 1
    r = t[1]
    while r != GONE:
        i = order[r]
        remove(i)
        r = first_rank(i)
print(layers)
