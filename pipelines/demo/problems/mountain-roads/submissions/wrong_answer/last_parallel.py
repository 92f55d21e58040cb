# dictionary of dictionaries as graph, Dijkstra
import sys
from heapq import heappop, heappush

data = sys.stdin.read().split()
n, m = int(data[0]), int(data[1])
g = {i: {} for i in range(1, n + 1)}
for i in range(m):
    u, v, w = map(int, data[2 + 3 * i:5 + 3 * i])
    g[u][v] = w
    g[v][u] = w
best = {1: 0}
todo = [(0, 1)]
while todo:
    d, u = heappop(todo)
    if best[u] < d:
        continue
    for v in g[u]:
        nd = d + g[u][v]
        if v not in best or nd < best[v]:
            best[v] = nd
            heappush(todo, (nd, v))
print(best[n] if n in best else -1)
