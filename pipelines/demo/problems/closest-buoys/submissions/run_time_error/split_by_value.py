# divide and conquer, split by the value of the middle x
import sys
from math import hypot

def solve(pts):
    if len(pts) < 4:
        return min((hypot(a[0] - b[0], a[1] - b[1]) for i, a in enumerate(pts) for b in pts[:i]), default=1e18)
    mid = sorted(p[0] for p in pts)[len(pts) // 2]
    left = [p for p in pts if p[0] < mid]
    right = [p for p in pts if p[0] >= mid]
    d = min(solve(left), solve(right))
    s = sorted((p for p in pts if abs(p[0] - mid) <= d), key=lambda p: p[1])
    for i in range(len(s)):
        for j in range(i + 1, len(s)):
            if s[j][1] - s[i][1] >= d:
                break
            d = min(d, hypot(s[i][0] - s[j][0], s[i][1] - s[j][1]))
    return d

v = list(map(int, sys.stdin.read().split()))
print(solve(list(zip(v[1::2], v[2::2]))))
