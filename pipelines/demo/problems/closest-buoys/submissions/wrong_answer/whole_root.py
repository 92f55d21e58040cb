# integer squared distances, divide and conquer
import sys
from math import isqrt
sys.setrecursionlimit(10000)

inp = sys.stdin.read().split()
pts = sorted((int(inp[i]), int(inp[i + 1])) for i in range(1, len(inp), 2))

def go(l, r):
    if r - l <= 3:
        return min([(pts[i][0] - pts[j][0]) ** 2 + (pts[i][1] - pts[j][1]) ** 2
                    for i in range(l, r) for j in range(l, i)], default=1 << 60)
    m = (l + r) // 2
    d = min(go(l, m), go(m, r))
    s = sorted(((y, x) for x, y in pts[l:r] if (x - pts[m][0]) ** 2 < d))
    for i, (y, x) in enumerate(s):
        for v, u in s[i + 1:i + 8]:
            d = min(d, (u - x) ** 2 + (v - y) ** 2)
    return d

print(isqrt(go(0, len(pts))))
