# match blindly by depth, then walk breadth first over the contents of the crates
import sys
from collections import deque


def partners(s):
    slot, d = {}, 0
    mate = [0] * len(s)
    for i, c in enumerate(s):
        if c in "([{":
            slot[d] = i
            d += 1
        else:
            d -= 1
            if d < 0:
                return None
            mate[slot[d]] = i
    return mate if d == 0 else None


def main():
    s = sys.stdin.readline().strip()
    mate = partners(s)
    if mate is None:
        return "NO"
    todo = deque([(0, len(s))])
    while todo:
        i, end = todo.popleft()
        while i < end:
            j = mate[i]
            if s[i] + s[j] not in ("()", "[]", "{}"):
                return "NO"
            if j > i + 1:
                todo.append((i + 1, j))
            i = j + 1
    return "YES"


print(main())
