# heap of the non-zero entries by position, swept from the right; gaps are crossed in one jump
import heapq
import sys

toks = sys.stdin.read().split()
heap = [(-i, int(t)) for i, t in enumerate(toks[1:], 1) if t != "0"]
heapq.heapify(heap)
carried = 0
at = None
total = 0
while heap:
    neg, value = heapq.heappop(heap)
    if at is not None:
        total += carried * (at + neg)
    at = -neg
    carried += value
if at is not None:
    total += carried * at
print(total)
