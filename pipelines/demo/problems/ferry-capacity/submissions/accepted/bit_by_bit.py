# fix the bits of the largest capacity that is still too small, top bit first
import sys

it = map(int, sys.stdin.read().split())
n = next(it)
k = next(it)
w = list(it)
heaviest = max(w)


def too_small(cap):
    if cap < heaviest:
        return True
    trips = 1
    load = 0
    for x in w:
        if load + x > cap:
            trips += 1
            if trips > k:
                return True
            load = x
        else:
            load += x
    return False


bad = 0
for b in reversed(range(sum(w).bit_length())):
    if too_small(bad | 1 << b):
        bad |= 1 << b
print(bad + 1)
