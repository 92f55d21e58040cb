# start with one trip, k-1 times cut the heaviest trip as evenly as possible
import heapq
import sys
from bisect import bisect_left
from itertools import accumulate

n, k, *w = map(int, sys.stdin.read().split())
p = [0] + list(accumulate(w))
heap = [(-p[n], 0, n)]
for _ in range(k - 1):
    s, l, r = heap[0]
    if r - l == 1:
        break
    m = bisect_left(p, (p[l] + p[r]) / 2, l + 1, r - 1)
    if m - 1 > l and p[r] - p[m - 1] < p[m] - p[l]:
        m -= 1
    heapq.heapreplace(heap, (p[l] - p[m], l, m))
    heapq.heappush(heap, (p[m] - p[r], m, r))
print(-heap[0][0])
