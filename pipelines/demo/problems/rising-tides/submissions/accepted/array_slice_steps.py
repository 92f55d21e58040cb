# best length up to every rank as one monotone step function in a typed array; raise a stretch by slice assignment
from array import array
from bisect import bisect_left
import sys

lines = sys.stdin.read().splitlines()
a = [int(x) for x in lines[1].split()]
values = sorted(set(a))
f = array("H", [0]) * (len(values) + 1)
for x in a:
    r = bisect_left(values, x) + 1
    v = f[r - 1] + 1
    if f[r] < v:
        s = bisect_left(f, v, r)
        f[r:s] = array("H", [v]) * (s - r)
print(f[-1])
