# big integers as bit sets: bit i of pal says that a palindrome of the current length starts at i
import sys
from collections import defaultdict

s = sys.stdin.readline().rstrip("\n")
n = len(s)
letters = defaultdict(int)
for i, c in enumerate(s):
    letters[c] |= 1 << i
masks = list(letters.values())


def equal_at(d):
    found = 0
    for m in masks:
        found |= m & (m >> d)
    return found


full = (1 << n) - 1
best = 0
state = {0: (full << 1) | 1, 1: full}
for parity in (0, 1):
    pal, size = state[parity], parity
    while pal:
        best = max(best, size)
        size += 2
        if size > n:
            break
        pal = (pal >> 1) & equal_at(size - 1)
print(best)
