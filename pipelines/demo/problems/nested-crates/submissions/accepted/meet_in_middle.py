# cancel the first half from the left and the second half from the right, then compare what is left
import sys


def cancel(part, opening, closing):
    rest = []
    for c in part:
        if c in opening:
            rest.append(opening.index(c))
        else:
            if not rest or rest[-1] != closing.index(c):
                return None
            rest.pop()
    return rest


s = sys.stdin.readline().rstrip()
m = len(s) // 2
# a closer of the first half needs its partner in the first half, an opener of the second half likewise
a = cancel(s[:m], "([{", ")]}")
b = cancel(s[:m - 1:-1] if m else s, ")]}", "([{")
print("YES" if a is not None and a == b else "NO")
