# priority queue keyed by the end
import sys, heapq
it = iter(sys.stdin.buffer.read().split())
n = int(next(it))
pq = []
for s in it:
    pq.append((int(next(it)), int(s)))
heapq.heapify(pq)
cur, res = 0, 0
while pq:
    e, s = heapq.heappop(pq)
    if s >= cur:
        cur = e
        res += 1
print(res)
