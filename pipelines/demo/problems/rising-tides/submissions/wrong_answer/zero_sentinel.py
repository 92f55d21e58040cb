# tails with a sentinel in front
from bisect import bisect_left
import sys
data = list(map(int, sys.stdin.read().split()))
tails = [0]
for x in data[1:]:
    if x > tails[-1]:
        tails.append(x)
    else:
        k = max(1, bisect_left(tails, x))
        if k < len(tails):
            tails[k] = min(tails[k], x)
print(len(tails) - 1)
