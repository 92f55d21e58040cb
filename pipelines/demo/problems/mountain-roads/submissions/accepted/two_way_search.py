# bidirectional Dijkstra: stop when the two smallest keys together reach the best meeting
import sys
from heapq import heappush, heappop


def solve(n, edges):
    adj = {v: [] for v in range(1, n + 1)}
    for a, b, c in edges:
        adj[a].append((c, b))
        adj[b].append((c, a))
    best = None
    dist = ({1: 0}, {n: 0})
    heaps = ([(0, 1)], [(0, n)])
    fixed = (set(), set())
    while heaps[0] and heaps[1]:
        if best is not None and heaps[0][0][0] + heaps[1][0][0] >= best:
            break
        side = 0 if len(heaps[0]) <= len(heaps[1]) else 1
        d, x = heappop(heaps[side])
        if x in fixed[side]:
            continue
        fixed[side].add(x)
        mine, other = dist[side], dist[1 - side]
        for c, y in adj[x]:
            nd = d + c
            if y not in mine or nd < mine[y]:
                mine[y] = nd
                heappush(heaps[side], (nd, y))
                if y in other and (best is None or nd + other[y] < best):
                    best = nd + other[y]
    return -1 if best is None else best


def read():
    lines = sys.stdin.read().splitlines()
    n, m = map(int, lines[0].split())
    return n, [tuple(map(int, ln.split())) for ln in lines[1:m + 1]]


print(solve(*read()))
