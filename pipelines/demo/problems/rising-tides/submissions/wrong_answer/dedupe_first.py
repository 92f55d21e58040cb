# equal readings can never be used together, so keep each one once, then patience
from bisect import bisect_left
input()
a = list(dict.fromkeys(map(int, input().split())))
t = []
for x in a:
    k = bisect_left(t, x)
    t[k:k + 1] = [x]
print(len(t))
