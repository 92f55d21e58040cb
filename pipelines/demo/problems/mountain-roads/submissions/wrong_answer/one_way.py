# Dijkstra with adjacency lists
import heapq

n, m = map(int, input().split())
adj = [[] for _ in range(n + 1)]
for _ in range(m):
    u, v, w = map(int, input().split())
    adj[u].append((w, v))
dist = {}
q = [(0, 1)]
while q:
    d, u = heapq.heappop(q)
    if u in dist:
        continue
    dist[u] = d
    for w, v in adj[u]:
        if v not in dist:
            heapq.heappush(q, (d + w, v))
print(dist.get(n, -1))
