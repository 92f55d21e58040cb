# exact bisection: after each test both bounds move to sums that really occur
import sys


def probe(w, k, cap):
    """(True, heaviest trip) or (False, least capacity that changes some trip)"""
    top = 0
    bid = float("inf")
    load = 0
    left = k
    for x in w:
        s = load + x
        if s > cap:
            if s < bid:
                bid = s
            if load > top:
                top = load
            left -= 1
            if not left:
                return False, bid
            load = x
        else:
            load = s
    return True, max(top, load)


n, k = map(int, sys.stdin.readline().split())
w = list(map(int, sys.stdin.readline().split()))
low = max(max(w), (sum(w) + k - 1) // k)
high = sum(w)
while low < high:
    good, value = probe(w, k, (low + high) // 2)
    if good:
        high = value
    else:
        low = value
    if low > high:
        low = high
print(high)
