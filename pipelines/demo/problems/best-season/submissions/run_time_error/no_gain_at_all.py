# cut away the losses at both rims, then prefix sums
import sys
from itertools import accumulate

lines = sys.stdin.read().splitlines()
for row in lines[2::2]:
    a = [int(x) for x in row.split()]
    if max(a) == 0:
        print(0)
        continue
    while a[0] <= 0:
        a.pop(0)
    while a[-1] <= 0:
        a.pop()
    low = accumulate(accumulate(a, initial=0), min)
    print(max(p - q for p, q in zip(accumulate(a), low)))
