# Fenwick tree over value ranks, prefix maximum of the dp
import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, a = data[0], data[1:]
    rank = {v: i for i, v in enumerate(sorted(set(a)), start=1)}
    m = len(rank)
    tree = [0] * (m + 1)
    answer = 0
    for v in a:
        r = rank[v]
        best = 0
        i = r - 1
        while i > 0:
            if tree[i] > best:
                best = tree[i]
            i -= i & -i
        best += 1
        if best > answer:
            answer = best
        i = r
        while i <= m:
            if tree[i] < best:
                tree[i] = best
            i += i & -i
    print(answer)


main()
