# Nicol's parametric search: fix the trips of the unknown optimum one after the other
import sys
from bisect import bisect_left, bisect_right
from itertools import accumulate

n, k, *w = map(int, sys.stdin.read().split())
pre = [0]
pre += accumulate(w)


def fits(cap):
    t = 1
    s = 0
    for x in w:
        s += x
        if s > cap:
            s = x
            t += 1
    return t <= k


lo = max(max(w), -(-pre[n] // k)) - 1       # known to be too small
hi = -(-pre[n] // k) + max(w)               # known to be enough
i = 0
for _ in range(k):
    a = bisect_right(pre, pre[i] + lo, i) - 1    # end of this trip with capacity lo
    b = bisect_left(pre, pre[i] + hi, i) - 1     # ... with a capacity just below hi
    while a < b:
        # halve the range first, so that the number of tests stays logarithmic
        for c in ((lo + hi) // 2, pre[(a + b + 1) // 2] - pre[i]):
            if lo < c < hi:
                if fits(c):
                    hi = c
                else:
                    lo = c
        a = bisect_right(pre, pre[i] + lo, i) - 1
        b = bisect_left(pre, pre[i] + hi, i) - 1
    if a == n:
        break
    i = a
# from here on every capacity in [lo, hi) makes the same trips as lo
print(hi)
