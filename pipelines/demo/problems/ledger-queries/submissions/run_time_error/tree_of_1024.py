# segment tree with a fixed number of leaves
import sys
SIZE = 1024
tree = [0] * (2 * SIZE)
rd = sys.stdin.readline
n, q = map(int, rd().split())
for i, v in enumerate(rd().split()):
    tree[SIZE + i] = int(v)
for i in range(SIZE - 1, 0, -1):
    tree[i] = tree[i + i] + tree[i + i + 1]

def ask(node, lo, hi, l, r):
    if l <= lo and hi <= r:
        return tree[node]
    mid = (lo + hi) // 2
    s = 0
    if l < mid:
        s += ask(2 * node, lo, mid, l, r)
    if r > mid:
        s += ask(2 * node + 1, mid, hi, l, r)
    return s

for _ in range(q):
    l, r = map(int, rd().split())
    print(ask(1, 0, SIZE, l - 1, r))
