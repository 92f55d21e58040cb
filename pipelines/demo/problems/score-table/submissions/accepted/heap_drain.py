# binary heap: heapify everything, then pop n times
import heapq
import sys

it = iter(sys.stdin.read().split())
n = int(next(it))
h = []
for _ in range(n):
    nm = next(it)
    h.append((-int(next(it)), nm))
heapq.heapify(h)
out = []
while h:
    s, nm = heapq.heappop(h)
    out.append(nm + " " + str(-s))
print("\n".join(out))
