# (max, +) algebra: a row vector times one 3x3 matrix per day
import sys

NINF = float("-inf")    # only ever added or compared, all finite sums stay below 2^53


def times(v, m):
    p, q, r = v
    return [max(p + x, q + y, r + z) for x, y, z in m]


def day(x):
    # columns of the transition matrix between: before, inside, after the season
    return ((0, NINF, NINF), (x, x, NINF), (NINF, 0, 0))


def main():
    tok = sys.stdin.read().split()
    k = 1
    for _ in range(int(tok[0])):
        n = int(tok[k])
        vec = [0, NINF, NINF]
        for w in tok[k + 1:k + 1 + n]:
            vec = times(vec, day(int(w)))
        k += n + 1
        print(int(max(vec[1:])))


main()
