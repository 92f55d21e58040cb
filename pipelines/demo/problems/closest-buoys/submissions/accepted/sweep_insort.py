# sweep from west to east, the window is a list sorted by y
import sys
from bisect import bisect_left, insort
from math import isqrt, sqrt

def closest(p):
    p.sort()
    best = 1 << 62
    width = 1 << 31
    window = []
    tail = 0
    for x, y in p:
        while p[tail][0] <= x - width:
            old = (p[tail][1], p[tail][0])
            del window[bisect_left(window, old)]
            tail += 1
        i = bisect_left(window, (y - width,))
        while i < len(window) and window[i][0] <= y + width:
            d = (window[i][0] - y) ** 2 + (window[i][1] - x) ** 2
            if d < best:
                best = d
                if d == 0:
                    return 0
                width = isqrt(d) + 1
            i += 1
        insort(window, (y, x))
    return best

rows = sys.stdin.read().split("\n")
n = int(rows[0])
points = [tuple(int(t) for t in r.split()) for r in rows[1:n + 1]]
print(f"{sqrt(closest(points)):.8f}")
