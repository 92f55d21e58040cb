# of all pairs the one whose boxes stand farthest apart (first position on the left, last one on the right)
import sys
rd = sys.stdin.readline
n, s = [int(x) for x in rd().split()]
a = [int(x) for x in rd().split()]
last = {v: i for i, v in enumerate(a)}
first = {v: i for i, v in reversed(list(enumerate(a)))}
gaps = [(last[s - v] - i, i) for v, i in first.items() if s - v in last]
gap, i = max(gaps, default=(0, 0))
if gap > 0:
    print(i + 1, i + gap + 1)
else:
    print("IMPOSSIBLE")
