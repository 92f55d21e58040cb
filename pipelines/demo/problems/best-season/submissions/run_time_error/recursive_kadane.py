# best season ending on a given day, by recursion with a cache
import sys
from functools import lru_cache


def solve(a):
    @lru_cache(maxsize=None)
    def ending(i):
        if i == 0:
            return a[0]
        return a[i] + max(0, ending(i - 1))

    return max(ending(i) for i in range(len(a) - 1, -1, -1))


read = sys.stdin.readline
for _ in range(int(read())):
    read()
    print(solve(list(map(int, read().split()))))
