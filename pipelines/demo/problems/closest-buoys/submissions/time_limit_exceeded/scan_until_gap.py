# sort by x, scan to the right until the gap in x alone is too wide
from math import dist
n = int(input())
p = sorted(tuple(map(int, input().split())) for _ in range(n))
best = dist(p[0], p[1])
for i in range(n):
    j = i + 1
    while j < n and p[j][0] - p[i][0] <= best:
        best = min(best, dist(p[i], p[j]))
        j += 1
print(best)
