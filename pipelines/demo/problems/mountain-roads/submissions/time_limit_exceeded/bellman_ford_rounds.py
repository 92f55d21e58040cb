# Bellman-Ford until nothing changes
import sys

n, m = map(int, sys.stdin.readline().split())
roads = [tuple(map(int, sys.stdin.readline().split())) for _ in range(m)]
INF = 10**18
d = [INF] * (n + 1)
d[1] = 0
changed = True
while changed:
    changed = False
    for u, v, w in roads:
        if d[u] + w < d[v]:
            d[v] = d[u] + w
            changed = True
        elif d[v] + w < d[u]:
            d[u] = d[v] + w
            changed = True
print(d[n] if d[n] < INF else -1)
