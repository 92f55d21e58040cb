# roads are two-way: relax all of them once forwards and once backwards
import sys

n, m = map(int, sys.stdin.readline().split())
roads = [tuple(map(int, line.split())) for line in sys.stdin]
INF = 10**18
d = [INF] * (n + 1)
d[1] = 0
for order in (roads, roads[::-1]):
    for u, v, w in order:
        d[v] = min(d[v], d[u] + w)
        d[u] = min(d[u], d[v] + w)
print(d[n] if d[n] < INF else -1)
