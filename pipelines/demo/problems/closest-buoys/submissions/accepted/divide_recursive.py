# divide and conquer on x, the halves come back sorted by y
import sys
from math import sqrt

def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n = data[0]
    pts = sorted(zip(data[1:2 * n + 1:2], data[2:2 * n + 2:2]))
    best = 10 ** 18

    def rec(l, r):
        nonlocal best
        if r - l == 1:
            return [pts[l]]
        m = (l + r) // 2
        mid = pts[m][0]
        ys = rec(l, m) + rec(m, r)
        ys.sort(key=lambda p: p[1])      # two runs, so this is a merge
        strip = []
        for x, y in ys:
            if (x - mid) ** 2 >= best:
                continue
            for a, b in reversed(strip):
                if (y - b) ** 2 >= best:
                    break
                d = (x - a) ** 2 + (y - b) ** 2
                if d < best:
                    best = d
            strip.append((x, y))
        return ys

    rec(0, n)
    print("%.9f" % sqrt(best))

main()
