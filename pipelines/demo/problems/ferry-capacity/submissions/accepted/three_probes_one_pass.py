# 4-ary search: three capacities are simulated side by side in one pass over the queue
import sys


def sweep(w, a, b, c):
    ta = tb = tc = 1
    la = lb = lc = 0
    for x in w:
        la += x
        lb += x
        lc += x
        if la > a:
            la = x
            ta += 1
        if lb > b:
            lb = x
            tb += 1
        if lc > c:
            lc = x
            tc += 1
    return ta, tb, tc


def main():
    n, k, *w = map(int, sys.stdin.read().split())
    lo, hi = max(w), sum(w)
    while lo < hi:
        q = (hi - lo) // 4
        p = (lo + q, lo + 2 * q, lo + 3 * q)
        if q == 0:
            p = (lo, lo + (hi - lo) // 2, hi - 1)
        a, b, c = p
        ta, tb, tc = sweep(w, a, b, c)
        if ta <= k:
            hi = a
        elif tb <= k:
            lo, hi = a + 1, b
        elif tc <= k:
            lo, hi = b + 1, c
        else:
            lo = c + 1
    print(lo)


main()
