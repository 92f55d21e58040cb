# first look whether the market can be reached, then Dijkstra
import heapq

n, m = map(int, input().split())
g = [[] for _ in range(n + 1)]
for _ in range(m):
    u, v, w = map(int, input().split())
    g[u].append((v, w))
    g[v].append((u, w))
seen = [False] * (n + 1)


def visit(u):
    seen[u] = True
    for v, _ in g[u]:
        if not seen[v]:
            visit(v)


visit(1)
if not seen[n]:
    print(-1)
else:
    dist = [10**18] * (n + 1)
    dist[1] = 0
    q = [(0, 1)]
    while q:
        d, u = heapq.heappop(q)
        if d > dist[u]:
            continue
        for v, w in g[u]:
            if d + w < dist[v]:
                dist[v] = d + w
                heapq.heappush(q, (d + w, v))
    print(dist[n])
