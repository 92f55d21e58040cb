# Dijkstra, 10^9 as infinity
import heapq
import sys
input = sys.stdin.readline
INF = 10**9

n, m = map(int, input().split())
g = [[] for _ in range(n)]
for _ in range(m):
    u, v, w = map(int, input().split())
    g[u - 1].append((v - 1, w))
    g[v - 1].append((u - 1, w))
d = [INF] * n
d[0] = 0
h = [(0, 0)]
while h:
    x, u = heapq.heappop(h)
    if x > d[u]:
        continue
    for v, w in g[u]:
        if x + w < d[v]:
            d[v] = x + w
            heapq.heappush(h, (d[v], v))
print(-1 if d[n - 1] == INF else d[n - 1])
