# hash grid, insert one at a time, look at the own cell and four of the neighbours
import sys
from math import isqrt, sqrt
d = list(map(int, sys.stdin.buffer.read().split()))
p = list(zip(d[1::2], d[2::2]))
best = (p[0][0] - p[1][0]) ** 2 + (p[0][1] - p[1][1]) ** 2
k = 2
while k < len(p) and best:
    c = isqrt(best) + 1
    g = {}
    for x, y in p[:k]:
        g.setdefault((x // c, y // c), []).append((x, y))
    found = False
    while k < len(p) and not found:
        x, y = p[k]
        i, j = x // c, y // c
        for cell in ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1), (i + 1, j - 1)):
            for u, v in g.get(cell, ()):
                t = (x - u) ** 2 + (y - v) ** 2
                if t < best:
                    best = t
                    found = True
        g.setdefault((i, j), []).append((x, y))
        k += 1
print(sqrt(best))
