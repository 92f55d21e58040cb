# square root decomposition: whole blocks are summed from a list of totals, the two ends by slices
import sys
from math import isqrt

tok = sys.stdin.read().split()
n = int(tok[0]); q = int(tok[1])
a = [int(x) for x in tok[2:n + 2]]
B = isqrt(n) + 1
total = [sum(a[i:i + B]) for i in range(0, n, B)]
p = n + 2
res = []
for _ in range(q):
    l = int(tok[p]) - 1
    r = int(tok[p + 1])
    p += 2
    first = (l + B - 1) // B
    last = r // B
    if first >= last:
        res.append(sum(a[l:r]))
    else:
        res.append(sum(a[l:first * B]) + sum(total[first:last]) + sum(a[last * B:r]))
print("\n".join(map(str, res)))
