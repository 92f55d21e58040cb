# highest prefix sum minus lowest prefix sum
import sys
from itertools import accumulate

t, *lines = sys.stdin.read().splitlines()
for row in lines[1::2]:
    a = [int(x) for x in row.split()]
    if max(a) < 0:
        print(max(a))
        continue
    p = [0] + list(accumulate(a))
    print(max(p) - min(p))
