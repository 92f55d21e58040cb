# binary search with lo too small, hi big enough
import sys
n, k, *w = map(int, sys.stdin.read().split())


def ok(cap):
    t, s = 1, 0
    for x in w:
        if s + x > cap:
            t += 1
            s = 0
        s += x
    return t <= k


lo, hi = max(w), sum(w)
while hi - lo > 1:
    mid = (lo + hi) // 2
    if ok(mid):
        hi = mid
    else:
        lo = mid
print(hi)
