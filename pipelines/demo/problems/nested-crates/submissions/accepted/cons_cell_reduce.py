# functools.reduce over an immutable stack made of cons cells (top, rest)
from functools import reduce

CLOSER = dict(zip("([{", ")]}"))
EMPTY = ()


def step(stack, ch):
    if stack is None:
        return None
    if ch in CLOSER:
        return (CLOSER[ch], stack)
    if stack is not EMPTY and stack[0] == ch:
        return stack[1]
    return None


final = reduce(step, input().strip(), EMPTY)
print("YES" if final is EMPTY else "NO")
