# stable sort by depth: afterwards partners stand next to each other
import sys
from itertools import accumulate

s = sys.stdin.readline().strip()
n = len(s)
after = list(accumulate(1 if c in "([{" else -1 for c in s))
if min(after) < 0 or after[-1] != 0:
    print("NO")
else:
    lvl = [a if c in "([{" else a + 1 for a, c in zip(after, s)]
    t = "".join(s[i] for i in sorted(range(n), key=lvl.__getitem__))
    expected = t[0::2].translate(str.maketrans("([{", ")]}"))
    print("YES" if expected == t[1::2] else "NO")
