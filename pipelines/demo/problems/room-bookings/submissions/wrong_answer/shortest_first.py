# short bookings block the least, so take them first
import sys
from bisect import bisect_left, insort

data = list(map(int, sys.stdin.read().split()))
iv = sorted(zip(data[1::2], data[2::2]), key=lambda p: (p[1] - p[0], p[1]))
taken = []
for s, e in iv:
    k = bisect_left(taken, (s, e))
    if k < len(taken) and taken[k][0] < e:
        continue
    if k > 0 and taken[k - 1][1] > s:
        continue
    insort(taken, (s, e))
print(len(taken))
