# every stack content is a node of a trie; nodes are interned, so equal stacks have equal numbers
import sys

OPEN = "([{"
CLOSE = ")]}"


class Trie:
    def __init__(self):
        self.up = [-1]
        self.label = [None]
        self.child = {}

    def push(self, node, c):
        key = (node, c)
        nxt = self.child.get(key)
        if nxt is None:
            nxt = len(self.up)
            self.child[key] = nxt
            self.up.append(node)
            self.label.append(c)
        return nxt


def run(s):
    trie = Trie()
    node = 0
    for c in s:
        kind = OPEN.find(c)
        if kind >= 0:
            node = trie.push(node, kind)
        elif trie.label[node] == CLOSE.find(c):
            node = trie.up[node]
        else:
            return False
    return node == 0


print("YES" if run(sys.stdin.read().strip()) else "NO")
