# snap the upper bound to the heaviest trip that was really loaded
import sys


def load_all(w, cap):
    trips = []
    cur = 0
    for x in w:
        if cur + x > cap:
            trips.append(cur)
            cur = 0
        cur += x
    return trips


def main():
    n, k = map(int, sys.stdin.readline().split())
    w = list(map(int, sys.stdin.readline().split()))
    lo, hi = max(w), sum(w)
    while lo < hi:
        mid = (lo + hi) // 2
        trips = load_all(w, mid)
        if len(trips) + 1 <= k:
            hi = max(trips + [lo])
        else:
            lo = mid + 1
    print(lo)


main()
