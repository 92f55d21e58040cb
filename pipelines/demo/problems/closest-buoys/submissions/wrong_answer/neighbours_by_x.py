# sort by x (then y), the closest two are next to each other
import sys
from math import hypot
v = list(map(int, sys.stdin.read().split()))
p = sorted(zip(v[1::2], v[2::2]))
print(min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in zip(p, p[1:])))
