# logarithmic method: static frontiers of size 1, 2, 4, ... are merged like a binary counter, queries ask each
import sys
from bisect import bisect_left


def frontier(pairs):
    """sorted pairs -> values and lengths, both strictly increasing"""
    vs, ls = [], []
    best = 0
    for v, l in pairs:
        if l > best:
            best = l
            if vs and vs[-1] == v:
                ls[-1] = l
            else:
                vs.append(v)
                ls.append(l)
    return vs, ls


def main():
    numbers = map(int, sys.stdin.read().split())
    next(numbers)
    levels = []
    answer = 0
    for x in numbers:
        d = 0
        for lev in levels:
            if lev:
                k = bisect_left(lev[0], x)
                if k and lev[1][k - 1] > d:
                    d = lev[1][k - 1]
        d += 1
        answer = max(answer, d)
        carry = ([x], [d])
        for i, lev in enumerate(levels):
            if lev is None:
                levels[i] = carry
                break
            carry = frontier(sorted([*zip(*lev), *zip(*carry)]))
            levels[i] = None
        else:
            levels.append(carry)
    print(answer)


main()
