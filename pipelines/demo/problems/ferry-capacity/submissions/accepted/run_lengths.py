# run-length coded queue: equal cars in a row are loaded by division
import sys
from itertools import groupby

n, k = map(int, sys.stdin.readline().split())
w = [int(t) for t in sys.stdin.readline().split()]
runs = [(x, len(list(g))) for x, g in groupby(w)]


def trips(cap):
    done = 0          # finished trips
    room = cap        # room left on the current one
    for x, m in runs:
        if m * x <= room:
            room -= m * x
            continue
        if m == 1:
            done += 1
            room = cap - x
            continue
        m -= room // x
        per = cap // x
        full = (m - 1) // per
        done += full + 1
        room = cap - (m - full * per) * x
    return done + 1


lo = max(max(w), (sum(w) - 1) // k + 1)
hi = (sum(w) - 1) // k + max(w)
while lo < hi:
    c = (lo + hi) // 2
    if trips(c) <= k:
        hi = c
    else:
        lo = c + 1
print(lo)
