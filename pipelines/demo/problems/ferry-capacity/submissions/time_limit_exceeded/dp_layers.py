# dynamic programme over (trips, cars) with a moving cut, O(n k)
import sys
from itertools import accumulate


def main():
    n, k, *w = map(int, sys.stdin.read().split())
    p = [0] + list(accumulate(w))
    best = p[:]
    for _ in range(k - 1):
        nxt = [0] * (n + 1)
        c = 0
        for i in range(1, n + 1):
            while best[c] < p[i] - p[c]:
                c += 1
            # best[c] >= rest at c, the cut is at c or one before
            v = best[c]
            if c and p[i] - p[c - 1] < v:
                v = p[i] - p[c - 1]
            nxt[i] = v
        best = nxt
    print(best[n])


main()
