# binary lifting over "which booking would be taken next"
import sys
from bisect import bisect_left

def main():
    read = sys.stdin.readline
    n = int(read())
    v = []
    for _ in range(n):
        s, e = read().split()
        v.append((int(s), int(e)))
    v.sort()
    st = [s for s, _ in v]
    # best[i]: index of the earliest-ending booking among i..n-1, n = nothing left
    best = [n] * (n + 1)
    for i in range(n - 1, -1, -1):
        j = best[i + 1]
        best[i] = i if j == n or v[i][1] < v[j][1] else j
    up = [best[bisect_left(st, e)] for _, e in v] + [n]
    levels = [up]
    while any(x != n for x in levels[-1]):
        f = levels[-1]
        levels.append([f[x] for x in f])
    cur = best[0]
    total = 1
    for k in range(len(levels) - 1, -1, -1):
        if levels[k][cur] != n:
            cur = levels[k][cur]
            total += 1 << k
    print(total)

main()
