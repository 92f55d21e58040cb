# switch prefix sums on from high to low; union-find keeps each block of switched-on positions and its peak
import sys


def find(boss, v):
    while boss[v] != v:
        boss[v] = boss[boss[v]]
        v = boss[v]
    return v


def solve(a):
    p = [0]
    for x in a:
        p.append(p[-1] + x)
    m = len(p)
    boss = list(range(m))
    peak = p[:]
    on = [False] * (m + 1)
    ans = max(a)
    for i in sorted(range(m), key=p.__getitem__, reverse=True):
        on[i] = True
        if on[i + 1]:
            r = find(boss, i + 1)
            ans = max(ans, peak[r] - p[i])
            boss[i] = r
        if i and on[i - 1]:
            l, r = find(boss, i - 1), find(boss, i)
            boss[l] = r
            peak[r] = max(peak[r], peak[l])
    return ans


tok = sys.stdin.buffer.read().split()
at = 1
for _ in range(int(tok[0])):
    n = int(tok[at])
    print(solve(list(map(int, tok[at + 1:at + 1 + n]))))
    at += n + 1
