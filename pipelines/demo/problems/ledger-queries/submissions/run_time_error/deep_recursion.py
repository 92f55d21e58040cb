# recursive running total with a cache
import sys
from functools import lru_cache

data = list(map(int, sys.stdin.read().split()))
n, q = data[0], data[1]

@lru_cache(maxsize=None)
def upto(i):
    return 0 if i == 0 else upto(i - 1) + data[1 + i]

for k in range(q):
    l, r = data[n + 2 + 2 * k], data[n + 3 + 2 * k]
    print(upto(r) - upto(l - 1))
