# itertools.accumulate with resets: a trip starts where the running load equals the car itself
import sys
from itertools import accumulate
from operator import eq

_, k, *w = map(int, sys.stdin.read().split())


def trips(cap):
    running = accumulate(w, lambda load, x: load + x if load + x <= cap else x)
    return sum(map(eq, running, w))


lo, hi = max(w) - 1, max(w) + sum(w) // k
while hi - lo > 1:
    mid = (lo + hi) // 2
    if trips(mid) <= k:
        hi = mid
    else:
        lo = mid
print(hi)
