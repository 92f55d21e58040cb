# tree with 64 children per node: every level is finished with sums of short slices
import sys

WIDTH = 64

def build(a):
    levels = [a]
    while len(levels[-1]) > WIDTH:
        low = levels[-1]
        levels.append([sum(low[i:i + WIDTH]) for i in range(0, len(low), WIDTH)])
    return levels

def query(levels, l, r):
    s = 0
    top = len(levels) - 1
    for d, row in enumerate(levels):
        up_l = -(-l // WIDTH)
        up_r = r // WIDTH
        if d == top or up_l >= up_r:
            return s + sum(row[l:r])
        s += sum(row[l:up_l * WIDTH]) + sum(row[up_r * WIDTH:r])
        l, r = up_l, up_r
    return s

n, q = map(int, sys.stdin.readline().split())
levels = build(list(map(int, sys.stdin.readline().split())))
out = []
for _ in range(q):
    l, r = map(int, sys.stdin.readline().split())
    out.append(query(levels, l - 1, r))
print("\n".join(map(str, out)))
