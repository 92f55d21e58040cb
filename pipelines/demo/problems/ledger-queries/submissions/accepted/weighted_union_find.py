# weighted union-find: positions 0..n are nodes, booking i links i-1 and i with its amount as a potential
import sys

def main():
    data = sys.stdin.buffer.read().split()
    n, q = int(data[0]), int(data[1])
    parent = list(range(n + 1))
    size = [1] * (n + 1)
    pot = [0] * (n + 1)  # value(node) - value(parent)

    def find(x):
        path = []
        while parent[x] != x:
            path.append(x)
            x = parent[x]
        acc = 0
        for y in reversed(path):
            acc += pot[y]
            pot[y] = acc
            parent[y] = x
        return x

    for i in range(1, n + 1):
        w = int(data[i + 1])
        u, v = find(i - 1), find(i)
        d = w + pot[i - 1] - pot[i]  # value(v) - value(u)
        if size[u] >= size[v]:
            parent[v] = u
            pot[v] = d
            size[u] += size[v]
        else:
            parent[u] = v
            pot[u] = -d
            size[v] += size[u]
    for k in range(n + 2, n + 2 + 2 * q, 2):
        l, r = int(data[k]) - 1, int(data[k + 1])
        find(l)
        find(r)
        print(pot[r] - pot[l])

main()
