# prefix sum minus min() of the slice of all earlier prefix sums
import sys
from itertools import accumulate

lines = sys.stdin.read().splitlines()
for k in range(int(lines[0])):
    p = list(accumulate(map(int, lines[2 * k + 2].split()), initial=0))
    print(max(p[j] - min(p[:j]) for j in range(1, len(p))))
