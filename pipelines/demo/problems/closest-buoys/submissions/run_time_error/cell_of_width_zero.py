# x neighbours give a bound, the bound is the cell of a grid
import sys
from math import hypot
n = int(sys.stdin.readline())
p = sorted(tuple(map(int, l.split())) for l in sys.stdin)
d = min(hypot(p[i][0] - p[i + 1][0], p[i][1] - p[i + 1][1]) for i in range(n - 1))
w = d
grid = {}
for x, y in p:
    i, j = int(x // w), int(y // w)
    for a in (i - 1, i, i + 1):
        for b in (j - 1, j, j + 1):
            for u, v in grid.get((a, b), []):
                d = min(d, hypot(x - u, y - v))
    grid.setdefault((i, j), []).append((x, y))
print(d)
