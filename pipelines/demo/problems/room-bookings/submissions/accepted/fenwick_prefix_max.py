# Fenwick tree for prefix maxima over compressed times
import sys

def main():
    inp = sys.stdin.buffer.read().split()
    n = int(inp[0])
    S = list(map(int, inp[1:2 * n + 1:2]))
    T = list(map(int, inp[2:2 * n + 2:2]))
    rank = {v: i + 1 for i, v in enumerate(sorted(set(S) | set(T)))}
    m = len(rank)
    tree = [0] * (m + 1)
    order = sorted(range(n), key=S.__getitem__)
    ans = 0
    for i in order:
        p = rank[S[i]]
        b = 0
        while p:
            if tree[p] > b:
                b = tree[p]
            p &= p - 1
        b += 1
        if b > ans:
            ans = b
        p = rank[T[i]]
        while p <= m and tree[p] < b:
            tree[p] = b
            p += p & -p
    print(ans)

main()
