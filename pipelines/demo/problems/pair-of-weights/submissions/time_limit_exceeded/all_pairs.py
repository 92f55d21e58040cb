# all pairs
import sys
from itertools import combinations

n, s = map(int, sys.stdin.readline().split())
a = list(map(int, sys.stdin.readline().split()))
for (i, x), (j, y) in combinations(enumerate(a, 1), 2):
    if x + y == s:
        print(i, j)
        break
else:
    print("IMPOSSIBLE")
