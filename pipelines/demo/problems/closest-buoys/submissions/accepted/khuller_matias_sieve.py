# randomised sieve: throw away points that are lonely at scale d/3 until none is left
import sys
import random
from collections import Counter, defaultdict

AROUND = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]

def main():
    tok = sys.stdin.buffer.read().split()
    xs, ys = tok[1::2], tok[2::2]
    pts = [complex(int(a), int(b)) for a, b in zip(xs, ys)]
    alive = pts[:]
    d = 0.0
    while alive:
        k = random.randrange(len(alive))
        c = alive[k]
        d = min(abs(c - z) for i, z in enumerate(alive) if i != k)
        if d == 0:
            print(0)
            return
        cell = d / 3
        where = [(int(z.real // cell), int(z.imag // cell)) for z in alive]
        cnt = Counter(where)
        stay = set()
        for (i, j) in cnt:
            total = 0
            for di, dj in AROUND:
                total += cnt.get((i + di, j + dj), 0)
            if total > 1:
                stay.add((i, j))
        alive = [z for z, w in zip(alive, where) if w in stay]

    # now d/3 <= answer <= d
    cell = d * 1.000001
    grid = defaultdict(list)
    for z in pts:
        grid[int(z.real // cell), int(z.imag // cell)].append(z)
    for (i, j), own in list(grid.items()):
        near = [w for di, dj in AROUND for w in grid.get((i + di, j + dj), ())]
        for z in own:
            for w in near:
                if 0 < abs(z - w) < d:
                    d = abs(z - w)
    print(repr(d))

main()
