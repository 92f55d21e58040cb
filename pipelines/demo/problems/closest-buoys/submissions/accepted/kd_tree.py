# kd-tree with small leaves, nearest neighbour of every point, pruned with the best so far
import sys
from math import sqrt

sys.setrecursionlimit(10000)

class Solver:
    LEAF = 8

    def __init__(self, pts):
        self.best = 10 ** 17
        self.root = self.build(pts)

    def build(self, pts):
        xs = [p[0] for p in pts]
        ys = [p[1] for p in pts]
        box = (min(xs), max(xs), min(ys), max(ys))
        if len(pts) <= self.LEAF:
            for i in range(len(pts)):
                for j in range(i):
                    d = (xs[i] - xs[j]) ** 2 + (ys[i] - ys[j]) ** 2
                    if d < self.best:
                        self.best = d
            return (box, pts, None, None)
        axis = 0 if box[1] - box[0] > box[3] - box[2] else 1
        pts.sort(key=lambda p: p[axis])
        m = len(pts) // 2
        return (box, None, self.build(pts[:m]), self.build(pts[m:]))

    def gap(self, a, b):
        """squared distance between two boxes"""
        dx = max(a[0] - b[1], b[0] - a[1], 0)
        dy = max(a[2] - b[3], b[2] - a[3], 0)
        return dx * dx + dy * dy

    def cross(self, u, v):
        """pairs with one point below u, the other below v"""
        if self.gap(u[0], v[0]) >= self.best:
            return
        if u[1] is not None and v[1] is not None:
            for x, y in u[1]:
                for a, b in v[1]:
                    d = (x - a) ** 2 + (y - b) ** 2
                    if d < self.best:
                        self.best = d
        elif u[1] is None:
            self.cross(u[2], v)
            self.cross(u[3], v)
        else:
            self.cross(u, v[2])
            self.cross(u, v[3])

    def inside(self, u):
        if u[1] is None:
            self.inside(u[2])
            self.inside(u[3])
            self.cross(u[2], u[3])

n, *v = map(int, sys.stdin.read().split())
s = Solver(list(zip(v[::2], v[1::2])))
s.inside(s.root)
print("{:.10f}".format(sqrt(s.best)))
