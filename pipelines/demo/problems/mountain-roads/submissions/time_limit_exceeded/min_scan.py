# Dijkstra without a heap: min() over all villages that are not finished
n, m = map(int, input().split())
g = {v: [] for v in range(1, n + 1)}
for _ in range(m):
    u, v, w = map(int, input().split())
    g[u].append((v, w))
    g[v].append((u, w))
INF = float("inf")
d = {v: INF for v in g}
d[1] = 0
unfinished = set(g)
while unfinished:
    u = min(unfinished, key=d.get)
    unfinished.remove(u)
    for v, w in g[u]:
        if d[u] + w < d[v]:
            d[v] = d[u] + w
print(d[n] if d[n] != INF else -1)
