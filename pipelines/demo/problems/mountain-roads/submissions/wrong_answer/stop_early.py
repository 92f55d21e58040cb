# Dijkstra that stops as soon as the market is found
import heapq
import sys


def solve():
    n, m = map(int, sys.stdin.readline().split())
    g = [[] for _ in range(n + 1)]
    for _ in range(m):
        u, v, w = map(int, sys.stdin.readline().split())
        g[u].append((v, w))
        g[v].append((u, w))
    d = [None] * (n + 1)
    d[1] = 0
    h = [(0, 1)]
    while h:
        x, u = heapq.heappop(h)
        if x != d[u]:
            continue
        for v, w in g[u]:
            if v == n:
                return x + w
            if d[v] is None or x + w < d[v]:
                d[v] = x + w
                heapq.heappush(h, (x + w, v))
    return -1


print(solve())
