# Morton order (three shifts) gives a good upper bound, one grid pass makes it exact
import sys
from math import hypot

SHIFTS = (0, 89478485, 178956970)        # thirds of 2^28

def spread(v):
    # read the binary digits as base 4: a zero between every two bits
    return int(bin(v)[2:], 4)

def read():
    n = int(input())
    for line in sys.stdin:
        if line.strip():
            a, b = line.split()
            yield int(a), int(b)

pts = list(read())
bound = float('inf')
for sh in SHIFTS:
    off = sh + 10 ** 8
    line = sorted(pts, key=lambda p: 2 * spread(p[0] + off) + spread(p[1] + off))
    for (a, b), (c, d) in zip(line, line[1:]):
        bound = min(bound, hypot(a - c, b - d))
if bound > 0:
    cell = int(bound) + 1
    grid = {}
    for x, y in pts:
        i, j = x // cell, y // cell
        for u in range(i - 1, i + 2):
            for w in range(j - 1, j + 2):
                if (u, w) in grid:
                    for a, b in grid[u, w]:
                        bound = min(bound, hypot(x - a, y - b))
        grid.setdefault((i, j), []).append((x, y))
print(bound)
