# suffix minimum of the ends in start order, then hop with binary search
import sys, bisect, itertools
d = [*map(int, sys.stdin.read().split())][1:]
iv = sorted(zip(d[::2], d[1::2]))
starts = [a for a, _ in iv]
soonest = list(itertools.accumulate((b for _, b in reversed(iv)), min))[::-1]
t = hops = 0
while True:
    i = bisect.bisect_left(starts, t)
    if i == len(starts):
        break
    t = soonest[i]
    hops += 1
print(hops)
