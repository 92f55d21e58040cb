# square-root decomposition: a whole block is skipped when its sum still fits on board
import sys


def main():
    read = sys.stdin.readline
    n, k = map(int, read().split())
    w = list(map(int, read().split()))
    size = int(n ** 0.5) + 1
    blocks = [w[i:i + size] for i in range(0, n, size)]
    packed = [(sum(b), b) for b in blocks]

    def fits(cap):
        trips, load = 1, 0
        for total, cars in packed:
            if load + total <= cap:
                load += total
                continue
            for x in cars:
                load += x
                if load > cap:
                    trips += 1
                    load = x
            if trips > k:
                return False
        return True

    lo, hi = max(w), sum(w)
    while lo < hi:
        mid = (lo + hi) >> 1
        if fits(mid):
            hi = mid
        else:
            lo = mid + 1
    sys.stdout.write("%d\n" % lo)


main()
