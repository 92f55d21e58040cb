# roads of a village sorted by length; the heap holds one "next road" per burning village
import sys
from heapq import heapreplace, heappop, heappush

tok = iter(sys.stdin.read().split())
n, m = int(next(tok)), int(next(tok))
roads = [[] for _ in range(n + 1)]
for u, v, w in zip(tok, tok, tok):
    u = int(u)
    v = int(v)
    w = int(w)
    roads[u].append((w, v))
    roads[v].append((w, u))

burn = [-1] * (n + 1)           # time at which the fire reaches a village
cursor = [0] * (n + 1)
heap = []


def ignite(v, t):
    burn[v] = t
    roads[v].sort()
    if roads[v]:
        heappush(heap, (t + roads[v][0][0], v))


ignite(1, 0)
while heap and burn[n] < 0:
    t, u = heap[0]
    i = cursor[u]
    cursor[u] = i + 1
    if i + 1 < len(roads[u]):
        heapreplace(heap, (burn[u] + roads[u][i + 1][0], u))
    else:
        heappop(heap)
    v = roads[u][i][1]
    if burn[v] < 0:
        ignite(v, t)
print(burn[n])
