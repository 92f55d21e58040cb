# functools.reduce with the monoid (sum, best prefix, best suffix, best)
import sys
from functools import reduce


def join(l, r):
    ls, lp, lx, lb = l
    rs, rp, rx, rb = r
    return (ls + rs,
            max(lp, ls + rp),
            max(rx, rs + lx),
            max(lb, rb, lx + rp))


def main():
    it = iter(sys.stdin.buffer.read().split())
    for _ in range(int(next(it))):
        n = int(next(it))
        leaves = ((x, x, x, x) for x in (int(next(it)) for _ in range(n)))
        print(reduce(join, leaves)[3])


if __name__ == "__main__":
    main()
