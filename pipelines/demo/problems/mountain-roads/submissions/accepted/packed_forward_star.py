# linked adjacency in flat arrays; heap entries are single integers distance * 2^15 + vertex
import sys
from heapq import heappop, heappush


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, m = data[0], data[1]
    U, V, W = data[2:2 + 3 * m:3], data[3:2 + 3 * m:3], data[4:2 + 3 * m:3]
    head = [-1] * (n + 1)
    nxt = [0] * (2 * m)
    to = [0] * (2 * m)
    for e in range(m):
        u, v = U[e], V[e]
        to[2 * e], nxt[2 * e], head[u] = v, head[u], 2 * e
        to[2 * e + 1], nxt[2 * e + 1], head[v] = u, head[v], 2 * e + 1
    done = bytearray(n + 1)
    heap = [1]
    while heap:
        x = heappop(heap)
        u = x & 32767
        if done[u]:
            continue
        done[u] = 1
        d = x >> 15
        if u == n:
            print(d)
            return
        e = head[u]
        while e >= 0:
            v = to[e]
            if not done[v]:
                heappush(heap, (d + W[e >> 1]) << 15 | v)
            e = nxt[e]
    print(-1)


main()
