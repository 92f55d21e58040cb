# Dijkstra with heapq and lazy deletion
import heapq
import sys
input = sys.stdin.readline

n, m = map(int, input().split())
g = [[] for _ in range(n + 1)]
for _ in range(m):
    u, v, w = map(int, input().split())
    g[u].append((v, w))
    g[v].append((u, w))

INF = float("inf")
dist = [INF] * (n + 1)
dist[1] = 0
q = [(0, 1)]
while q:
    d, u = heapq.heappop(q)
    if d > dist[u]:
        continue
    if u == n:
        break
    for v, w in g[u]:
        if d + w < dist[v]:
            dist[v] = d + w
            heapq.heappush(q, (d + w, v))
print(dist[n] if dist[n] < INF else -1)
