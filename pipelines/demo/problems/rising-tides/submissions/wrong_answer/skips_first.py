# Fenwick tree over ranks
import sys
a = list(map(int, sys.stdin.read().split()))
n = a[0]
pos = {v: i + 1 for i, v in enumerate(sorted(set(a[1:])))}
tree = [0] * (len(pos) + 1)


def get(i):
    r = 0
    while i > 0:
        r = max(r, tree[i])
        i -= i & -i
    return r


def put(i, v):
    while i < len(tree):
        tree[i] = max(tree[i], v)
        i += i & -i


a = a[1:]
for i in range(1, n):
    p = pos[a[i]]
    put(p, get(p - 1) + 1)
print(get(len(pos)))
