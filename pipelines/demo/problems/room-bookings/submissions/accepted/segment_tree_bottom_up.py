# bottom-up max segment tree indexed by the rank of the end time
import sys
from bisect import bisect_right

class MaxTree:
    def __init__(self, n):
        self.size = 1
        while self.size < n:
            self.size *= 2
        self.t = [0] * (2 * self.size)

    def put(self, i, v):
        i += self.size
        t = self.t
        while i and t[i] < v:
            t[i] = v
            i >>= 1

    def prefix(self, r):            # max over [0, r)
        l, r, best = self.size, r + self.size, 0
        t = self.t
        while l < r:
            if r & 1:
                r -= 1
                if t[r] > best:
                    best = t[r]
            l >>= 1
            r >>= 1
        return best

n = int(sys.stdin.readline())
book = [tuple(map(int, row.split())) for row in sys.stdin]
ends = sorted({e for s, e in book})
pos = {e: i for i, e in enumerate(ends)}
tr = MaxTree(len(ends) + 1)
for s, e in sorted(book):
    tr.put(pos[e], tr.prefix(bisect_right(ends, s)) + 1)
print(tr.t[1])
