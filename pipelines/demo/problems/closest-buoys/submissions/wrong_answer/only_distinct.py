# sweep with a sorted window, every place once
import sys
from bisect import bisect_left, insort
from math import sqrt, isqrt

data = list(map(int, sys.stdin.read().split()))
pts = sorted(set(zip(data[1::2], data[2::2])))
best = 10 ** 17
w = 10 ** 9
win = []
t = 0
for x, y in pts:
    while pts[t][0] < x - w:
        win.remove((pts[t][1], pts[t][0]))
        t += 1
    k = bisect_left(win, (y - w, 0))
    while k < len(win) and win[k][0] <= y + w:
        best = min(best, (win[k][0] - y) ** 2 + (win[k][1] - x) ** 2)
        k += 1
    w = isqrt(best) + 1
    insort(win, (y, x))
print(sqrt(best))
