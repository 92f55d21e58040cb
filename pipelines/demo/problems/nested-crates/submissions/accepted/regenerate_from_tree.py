# build the tree of crates without looking at the kind of a closer, print it properly and compare
import sys

END = {"(": ")", "[": "]", "{": "}"}


class Crate:
    __slots__ = ("lid", "inside")

    def __init__(self, lid):
        self.lid = lid
        self.inside = []


def build(s):
    root = Crate("")
    path = [root]
    for c in s:
        if c in END:
            new = Crate(c)
            path[-1].inside.append(new)
            path.append(new)
        else:
            path.pop()
            if not path:
                return None
    return root


def write(root):
    out = []
    todo = list(reversed(root.inside))
    while todo:
        x = todo.pop()
        if isinstance(x, str):
            out.append(x)
        else:
            out.append(x.lid)
            todo.append(END[x.lid])
            todo.extend(reversed(x.inside))
    return "".join(out)


log = sys.stdin.readline().strip()
tree = build(log)
print("YES" if tree is not None and write(tree) == log else "NO")
