# online: keep a sorted list of sorted buckets, split a bucket when it grows too large
import sys
from bisect import bisect_right, insort

LIMIT = 600


class Table:
    def __init__(self):
        self.buckets = [[]]
        self.lows = []          # smallest row of every bucket but the first

    def add(self, row):
        k = bisect_right(self.lows, row)
        b = self.buckets[k]
        insort(b, row)
        if len(b) > LIMIT:
            half = len(b) // 2
            self.buckets[k:k + 1] = [b[:half], b[half:]]
            self.lows.insert(k, b[half])

    def __iter__(self):
        for b in self.buckets:
            yield from b


t = Table()
n = int(sys.stdin.readline())
for _ in range(n):
    who, pts = sys.stdin.readline().split()
    t.add((-int(pts), who))
sys.stdout.writelines("%s %d\n" % (who, -neg) for neg, who in t)
