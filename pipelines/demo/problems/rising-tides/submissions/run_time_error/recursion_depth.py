# memoised recursion: longest chart that ends on day i
from functools import lru_cache
n = int(input())
a = list(map(int, input().split()))


@lru_cache(maxsize=None)
def longest(i):
    best = 0
    for j in range(i - 1, -1, -1):
        if a[j] < a[i]:
            best = max(best, longest(j))
    return best + 1


print(max(longest(i) for i in reversed(range(n))))
