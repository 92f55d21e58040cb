# sweep by value with a heap as event queue (equal values: later day first), recursive max tree over the days
import heapq
import sys

n, *a = map(int, sys.stdin.read().split())
events = [(v, -i) for i, v in enumerate(a)]
heapq.heapify(events)
tree = [0] * (4 * n)


def query(node, l, r, right):
    """maximum over days < right"""
    if right >= r:
        return tree[node]
    m = (l + r) // 2
    if right <= m:
        return query(2 * node, l, m, right)
    return max(tree[2 * node], query(2 * node + 1, m, r, right))


def update(node, l, r, p, d):
    if tree[node] < d:
        tree[node] = d
    if r - l > 1:
        m = (l + r) // 2
        if p < m:
            update(2 * node, l, m, p, d)
        else:
            update(2 * node + 1, m, r, p, d)


while events:
    _, p = heapq.heappop(events)
    p = -p
    d = query(1, 0, n, p) + 1 if p else 1
    update(1, 0, n, p, d)
print(tree[1])
