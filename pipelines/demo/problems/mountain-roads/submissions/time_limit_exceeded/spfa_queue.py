# Bellman-Ford with a first-in first-out queue of changed villages
import sys
from collections import deque


def main():
    t = list(map(int, sys.stdin.read().split()))
    n, m = t[0], t[1]
    g = [[] for _ in range(n + 1)]
    for i in range(2, 2 + 3 * m, 3):
        u, v, w = t[i], t[i + 1], t[i + 2]
        g[u].append((v, w))
        g[v].append((u, w))
    d = [10**18] * (n + 1)
    d[1] = 0
    waiting = [False] * (n + 1)
    q = deque([1])
    while q:
        u = q.popleft()
        waiting[u] = False
        for v, w in g[u]:
            if d[u] + w < d[v]:
                d[v] = d[u] + w
                if not waiting[v]:
                    waiting[v] = True
                    q.append(v)
    print(d[n] if d[n] < 10**18 else -1)


main()
