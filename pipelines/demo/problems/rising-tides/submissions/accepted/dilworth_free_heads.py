# Dilworth: cover with fewest non-increasing chains = n - matching; from the right, link to the best free head
from bisect import bisect_right, insort
import sys

n, *a = map(int, sys.stdin.read().split())
free = []
linked = 0
for x in reversed(a):
    k = bisect_right(free, x)
    if k:
        free.pop(k - 1)
        linked += 1
    insort(free, x)
print(n - linked)
