# patience sorting
from bisect import bisect_left
n = int(input())
a = input().split()
t = []
for x in a:
    k = bisect_left(t, x)
    if k < len(t):
        t[k] = x
    else:
        t.append(x)
print(len(t))
