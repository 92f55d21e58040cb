# find the pair with the smallest |dx| + |dy|, print its distance
from itertools import combinations
from math import hypot
n = int(input())
pts = [list(map(int, input().split())) for _ in range(n)]
a, b = min(combinations(pts, 2), key=lambda q: abs(q[0][0] - q[1][0]) + abs(q[0][1] - q[1][1]))
print(hypot(a[0] - b[0], a[1] - b[1]))
