# divide and conquer: each half returns (sum, weighted sum), the right one is shifted by the left length
import sys


def solve(a, lo, hi):
    if hi - lo <= 4:
        s = w = 0
        for k in range(lo, hi):
            s += a[k]
            w += (k - lo + 1) * a[k]
        return s, w
    mid = (lo + hi) >> 1
    s1, w1 = solve(a, lo, mid)
    s2, w2 = solve(a, mid, hi)
    return s1 + s2, w1 + w2 + (mid - lo) * s2


it = iter(sys.stdin.read().split())
n = int(next(it))
a = [int(x) for x in it]
print(solve(a, 0, n)[1])
