# Dijkstra with a pairing heap and true decrease-key
import sys


class Node:
    __slots__ = ("key", "vertex", "child", "next", "prev")

    def __init__(self, key, vertex):
        self.key = key
        self.vertex = vertex
        self.child = self.next = self.prev = None


def link(a, b):
    if b.key < a.key:
        a, b = b, a
    b.prev = a
    b.next = a.child
    if a.child:
        a.child.prev = b
    a.child = b
    return a


def decrease(root, x, key):
    x.key = key
    if x is root:
        return root
    if x.prev.child is x:
        x.prev.child = x.next
    else:
        x.prev.next = x.next
    if x.next:
        x.next.prev = x.prev
    x.next = x.prev = None
    return link(root, x)


def delete_min(root):
    pairs = []
    c = root.child
    while c:
        a, b = c, c.next
        c = b.next if b else None
        a.next = a.prev = None
        if b:
            b.next = b.prev = None
            a = link(a, b)
        pairs.append(a)
    new = None
    while pairs:
        p = pairs.pop()
        new = link(new, p) if new else p
    return new


def main():
    n, m, *rest = map(int, sys.stdin.read().split())
    adj = [[] for _ in range(n + 1)]
    for i in range(0, 3 * m, 3):
        u, v, w = rest[i:i + 3]
        adj[u].append((v, w))
        adj[v].append((u, w))
    node = [None] * (n + 1)
    node[1] = root = Node(0, 1)
    done = [False] * (n + 1)
    while root:
        top = root
        if top.vertex == n:
            break
        done[top.vertex] = True
        root = delete_min(root)
        for v, w in adj[top.vertex]:
            if done[v]:
                continue
            d = top.key + w
            if node[v] is None:
                node[v] = Node(d, v)
                root = link(root, node[v]) if root else node[v]
            elif d < node[v].key:
                root = decrease(root, node[v], d)
    print(root.key if root else -1)


main()
