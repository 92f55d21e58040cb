# read the three columns with zip, then Dijkstra
import heapq
import sys

rows = [list(map(int, line.split())) for line in sys.stdin]
n, m = rows[0]
us, vs, ws = zip(*rows[1:m + 1])
g = [[] for _ in range(n + 1)]
for u, v, w in zip(us, vs, ws):
    g[u].append((w, v))
    g[v].append((w, u))
final = {}
q = [(0, 1)]
while q:
    d, u = heapq.heappop(q)
    if u not in final:
        final[u] = d
        for w, v in g[u]:
            heapq.heappush(q, (d + w, v))
print(final.get(n, -1))
