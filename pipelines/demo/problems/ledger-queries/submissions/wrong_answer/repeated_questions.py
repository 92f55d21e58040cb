# a dictionary of questions, filled by a single pass, printed in order of arrival
import sys
from itertools import accumulate

lines = sys.stdin.read().splitlines()
n, q = map(int, lines[0].split())
p = list(accumulate(map(int, lines[1].split()), initial=0))
asked = {}
for s in lines[2:2 + q]:
    l, r = map(int, s.split())
    asked[l, r] = p[r] - p[l - 1]
for v in asked.values():
    print(v)
