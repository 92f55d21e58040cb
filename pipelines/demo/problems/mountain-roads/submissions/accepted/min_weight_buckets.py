# buckets as wide as the lightest road: all of the lowest bucket is final at once, in any order
import sys
from collections import defaultdict
from heapq import heappush, heappop

n, m = map(int, sys.stdin.readline().split())
roads = [tuple(map(int, sys.stdin.readline().split())) for _ in range(m)]
width = min((w for _, _, w in roads), default=1)
out = defaultdict(list)
for u, v, w in roads:
    out[u].append((v, w))
    out[v].append((u, w))

dist = {1: 0}
bucket = {0: [1]}
queue = [0]                     # numbers of the buckets in use
while queue and n not in bucket.get(queue[0], ()):
    k = heappop(queue)
    for u in bucket.pop(k):
        d = dist[u]
        if d // width != k:     # has moved to a lower bucket before
            continue
        for v, w in out[u]:
            nd = d + w
            if nd < dist.get(v, nd + 1):
                dist[v] = nd
                b = nd // width
                if b not in bucket:
                    bucket[b] = []
                    heappush(queue, b)
                bucket[b].append(v)
print(dist.get(n, -1))
