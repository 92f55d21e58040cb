# search for the smallest capacity that gives k trips
import sys

n, k, *w = map(int, sys.stdin.read().split())


def trips(cap):
    t, s = 1, 0
    for x in w:
        s += x
        if s > cap:
            t += 1
            s = x
    return t


lo, hi = max(w), sum(w)
best = hi
while lo <= hi:
    mid = (lo + hi) // 2
    t = trips(mid)
    if t == k:
        best = mid
        hi = mid - 1
    elif t < k:
        hi = mid - 1
    else:
        lo = mid + 1
print(best)
