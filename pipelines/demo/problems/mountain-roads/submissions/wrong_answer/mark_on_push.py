# Dijkstra, every village enters the heap only once
import heapq
import sys

tok = list(map(int, sys.stdin.read().split()))
n, m = tok[:2]
g = [[] for _ in range(n + 1)]
for i in range(2, 2 + 3 * m, 3):
    u, v, w = tok[i:i + 3]
    g[u].append((v, w))
    g[v].append((u, w))
seen = [False] * (n + 1)
seen[1] = True
ans = -1
h = [(0, 1)]
while h:
    d, u = heapq.heappop(h)
    if u == n:
        ans = d
        break
    for v, w in g[u]:
        if not seen[v]:
            seen[v] = True
            heapq.heappush(h, (d + w, v))
print(ans)
