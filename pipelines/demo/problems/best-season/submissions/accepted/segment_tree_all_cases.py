# one bottom-up segment tree over the numbers of all cases, one range query per case
import sys

NEG = -10**18


def join(l, r):
    return (l[0] + r[0],
            l[1] if l[1] > l[0] + r[1] else l[0] + r[1],
            r[2] if r[2] > r[0] + l[2] else r[0] + l[2],
            max(l[3], r[3], l[2] + r[1]))


data = list(map(int, sys.stdin.buffer.read().split()))
ranges, flat, pos = [], [], 1
for _ in range(data[0]):
    n = data[pos]
    ranges.append((len(flat), len(flat) + n))
    flat += data[pos + 1:pos + 1 + n]
    pos += n + 1

size = len(flat)
tree = [None] * size + [(x, x, x, x) for x in flat]
for v in range(size - 1, 0, -1):
    tree[v] = join(tree[2 * v], tree[2 * v + 1])

for lo, hi in ranges:
    a = b = (0, NEG, NEG, NEG)
    lo += size
    hi += size
    while lo < hi:
        if lo & 1:
            a = join(a, tree[lo])
            lo += 1
        if hi & 1:
            hi -= 1
            b = join(tree[hi], b)
        lo >>= 1
        hi >>= 1
    print(join(a, b)[3])
