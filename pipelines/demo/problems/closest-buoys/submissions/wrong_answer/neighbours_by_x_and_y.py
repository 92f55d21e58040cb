# sort by x and by y, look at neighbours in both orders
import sys
from math import dist

pts = [tuple(map(int, line.split())) for line in sys.stdin.read().splitlines()[1:]]
best = float('inf')
for axis in (0, 1):
    pts.sort(key=lambda p: (p[axis], p[1 - axis]))
    for i in range(len(pts) - 1):
        best = min(best, dist(pts[i], pts[i + 1]))
print('%.9f' % best)
