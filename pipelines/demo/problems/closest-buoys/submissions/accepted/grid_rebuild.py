# random order, hash grid with cell = current answer, rebuilt at every improvement
import sys, random
from math import isqrt, sqrt

it = map(int, sys.stdin.read().split())
n = next(it)
p = [(x, next(it)) for x in it]
random.shuffle(p)

def dist(a, b):
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2

def build(k, c):
    g = {}
    for x, y in p[:k]:
        g.setdefault((x // c, y // c), []).append((x, y))
    return g

best = dist(p[0], p[1])
cell = isqrt(best) + 1
grid = build(2, cell)
for k in range(2, n):
    if best == 0:
        break
    q = p[k]
    gx, gy = q[0] // cell, q[1] // cell
    m = best
    for i in (gx - 1, gx, gx + 1):
        for j in (gy - 1, gy, gy + 1):
            for r in grid.get((i, j), ()):
                d = dist(q, r)
                if d < m:
                    m = d
    if m < best:
        best = m
        cell = isqrt(best) + 1
        grid = build(k + 1, cell)
    else:
        grid.setdefault((gx, gy), []).append(q)
print(sqrt(best))
