# walk until the stack gets empty
import sys


def solve():
    s = sys.stdin.readline().strip()
    stack = []
    for c in s:
        if c in "([{":
            stack.append(")]}"["([{".index(c)])
        else:
            if not stack or stack[-1] != c:
                return "NO"
            stack.pop()
            if not stack:
                return "YES"
    return "NO"


print(solve())
