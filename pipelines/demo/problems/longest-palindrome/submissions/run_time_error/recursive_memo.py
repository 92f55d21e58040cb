# memoised recursion on both ends
from functools import lru_cache

s = input().strip()


@lru_cache(None)
def pal(i, j):
    return i >= j or (s[i] == s[j] and pal(i + 1, j - 1))


n = len(s)
print(max(j - i + 1 for i in range(n) for j in range(i, n) if pal(i, j)))
