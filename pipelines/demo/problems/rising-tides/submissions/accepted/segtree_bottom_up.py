# iterative (bottom-up) max segment tree indexed by compressed value
import sys
from bisect import bisect_left

inp = sys.stdin.read().split()
n = int(inp[0])
a = [int(t) for t in inp[1:n + 1]]
xs = sorted(set(a))
size = len(xs)
t = [0] * (2 * size)


def prefix_max(right):
    lo, hi, res = size, size + right, 0
    while lo < hi:
        if lo & 1:
            res = max(res, t[lo])
            lo += 1
        if hi & 1:
            hi -= 1
            res = max(res, t[hi])
        lo >>= 1
        hi >>= 1
    return res


for v in a:
    p = bisect_left(xs, v)
    d = prefix_max(p) + 1
    p += size
    while p and t[p] < d:
        t[p] = d
        p >>= 1
print(max(t[size:]))
