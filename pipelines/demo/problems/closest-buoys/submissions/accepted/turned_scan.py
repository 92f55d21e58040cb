# turn the map by a random angle, sort by the new x, compare until the gap in x is too wide
import math
import random
import sys

def main():
    data = list(map(int, sys.stdin.read().split()))
    X, Y = data[1::2], data[2::2]
    if len(set(zip(X, Y))) < len(X):
        print(0.0)
        return
    t = random.uniform(0, math.pi)
    c, s = math.cos(t), math.sin(t)
    pts = sorted((x * c + y * s, x, y) for x, y in zip(X, Y))
    best2 = (pts[0][1] - pts[1][1]) ** 2 + (pts[0][2] - pts[1][2]) ** 2
    best = math.sqrt(best2)
    n = len(pts)
    for i in range(n):
        u, x, y = pts[i]
        stop = u + best + 1e-3
        j = i + 1
        while j < n:
            w, a, b = pts[j]
            if w > stop:
                break
            d = (x - a) * (x - a) + (y - b) * (y - b)
            if d < best2:
                best2 = d
                best = math.sqrt(d)
                stop = u + best + 1e-3
            j += 1
    print(math.sqrt(best2))

main()
