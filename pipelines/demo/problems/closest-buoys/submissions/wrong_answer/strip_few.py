# divide and conquer, in the strip only the next point upwards matters
import sys
from math import sqrt

def main():
    data = list(map(int, sys.stdin.read().split()))
    p = sorted(zip(data[1::2], data[2::2]))

    def d2(a, b):
        return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2

    def rec(l, r):
        if r - l < 2:
            return 10 ** 18
        m = (l + r) // 2
        best = min(rec(l, m), rec(m, r))
        xm = p[m][0]
        strip = sorted((q for q in p[l:r] if (q[0] - xm) ** 2 < best), key=lambda q: q[1])
        for a, b in zip(strip, strip[1:]):
            best = min(best, d2(a, b))
        return best

    print(sqrt(rec(0, len(p))))

main()
