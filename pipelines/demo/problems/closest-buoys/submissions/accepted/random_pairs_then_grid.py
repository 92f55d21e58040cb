# Rabin/Lipton: the closest of n random pairs is the cell size, then look into neighbour cells
import sys
from random import choice
from math import isqrt
from decimal import Decimal
from itertools import combinations, product

def sq(p, q):
    return (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2

def solve(pts):
    n = len(pts)
    if len(set(pts)) < n:
        return 0
    best = sq(pts[0], pts[1])
    for _ in range(2 * n):
        p, q = choice(pts), choice(pts)
        if p is not q:
            best = min(best, sq(p, q))
    c = isqrt(best) + 1
    cells = {}
    for p in pts:
        cells.setdefault((p[0] // c, p[1] // c), []).append(p)
    half = [(1, -1), (1, 0), (1, 1), (0, 1)]
    for (i, j), own in cells.items():
        for p, q in combinations(own, 2):
            d = sq(p, q)
            if d < best:
                best = d
        for di, dj in half:
            other = cells.get((i + di, j + dj))
            if other:
                for p, q in product(own, other):
                    d = sq(p, q)
                    if d < best:
                        best = d
    return best

raw = sys.stdin.read().split()
n = int(raw[0])
print(Decimal(solve([(int(raw[i]), int(raw[i + 1])) for i in range(1, 2 * n, 2)])).sqrt())
