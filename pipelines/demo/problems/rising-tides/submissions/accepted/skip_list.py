# skip list of tails: overwrite the first key that is not smaller, or append a node at the end
import random
import sys

random.seed(20210417)
MAXLVL = 16


class Node:
    __slots__ = ("key", "nxt")

    def __init__(self, key, lvl):
        self.key = key
        self.nxt = [None] * lvl


head = Node(None, MAXLVL)
level = 1
count = 0
trail = [head] * MAXLVL
for token in sys.stdin.read().split()[1:]:
    x = int(token)
    node = head
    for h in range(level - 1, -1, -1):
        nx = node.nxt[h]
        while nx is not None and nx.key < x:
            node = nx
            nx = node.nxt[h]
        trail[h] = node
    succ = node.nxt[0]
    if succ is not None:
        succ.key = x
        continue
    lvl = 1
    while lvl < MAXLVL and random.random() < 0.4:
        lvl += 1
    fresh = Node(x, lvl)
    for h in range(lvl):
        (trail[h] if h < level else head).nxt[h] = fresh
    level = max(level, lvl)
    count += 1
print(count)
