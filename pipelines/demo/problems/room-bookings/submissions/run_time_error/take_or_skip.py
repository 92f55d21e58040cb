# recursion: take the next booking or skip it
import sys
from functools import lru_cache
from bisect import bisect_left
n = int(sys.stdin.readline())
iv = sorted(tuple(map(int, l.split())) for l in sys.stdin)
st = [s for s, e in iv]

@lru_cache(maxsize=None)
def best(i):
    if i == n:
        return 0
    return max(best(i + 1), 1 + best(bisect_left(st, iv[i][1])))

print(best(0))
