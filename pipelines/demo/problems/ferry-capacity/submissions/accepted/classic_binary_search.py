# plain binary search on the capacity, greedy loading as the test
import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, k = data[0], data[1]
    w = data[2:2 + n]
    lo, hi = max(w), sum(w)
    while lo < hi:
        mid = (lo + hi) // 2
        trips, load = 1, 0
        for x in w:
            load += x
            if load > mid:
                load = x
                trips += 1
        if trips <= k:
            hi = mid
        else:
            lo = mid + 1
    print(lo)


main()
