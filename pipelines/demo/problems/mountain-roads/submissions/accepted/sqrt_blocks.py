# no heap: distances in blocks of about sqrt(n), the minimum of every block is kept up to date
import sys


def main():
    rd = sys.stdin.readline
    n, m = map(int, rd().split())
    nb = [[] for _ in range(n)]
    for _ in range(m):
        u, v, w = rd().split()
        u, v, w = int(u) - 1, int(v) - 1, int(w)
        nb[u].append((v, w))
        nb[v].append((u, w))
    size = int(n ** 0.5) + 1
    far = 10 ** 18
    blocks = [[far] * size for _ in range(size)]
    low = [far] * size
    blocks[0][0] = low[0] = 0
    closed = [False] * n
    while True:
        d = min(low)
        if d == far:
            print(-1)
            return
        k = low.index(d)
        block = blocks[k]
        i = block.index(d)
        u = k * size + i
        if u == n - 1:
            print(d)
            return
        closed[u] = True
        block[i] = far
        low[k] = min(block)
        for v, w in nb[u]:
            if not closed[v]:
                q, r = divmod(v, size)
                if d + w < blocks[q][r]:
                    blocks[q][r] = d + w
                    if d + w < low[q]:
                        low[q] = d + w


main()
