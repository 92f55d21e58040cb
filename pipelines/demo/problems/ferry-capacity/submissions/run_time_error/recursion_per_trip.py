# load one trip, then recurse for the rest of the queue
import sys

n, k, *w = map(int, sys.stdin.read().split())


def trips(i, cap):
    load = 0
    while i < n and load + w[i] <= cap:
        load += w[i]
        i += 1
    return 1 if i == n else 1 + trips(i, cap)


lo, hi = max(w), sum(w)
while lo < hi:
    mid = (lo + hi) // 2
    if trips(0, mid) <= k:
        hi = mid
    else:
        lo = mid + 1
print(lo)
