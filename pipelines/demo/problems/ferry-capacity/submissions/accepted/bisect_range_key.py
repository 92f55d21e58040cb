# bisect_left with a key function over a lazy range of capacities
from bisect import bisect_left

n, k = map(int, input().split())
cars = [int(t) for t in input().split()]


def enough(cap):
    left = k - 1
    room = cap
    for c in cars:
        if c <= room:
            room -= c
        elif left:
            left -= 1
            room = cap - c
        else:
            return False
    return True


caps = range(max(cars), sum(cars) + 1)
print(caps[bisect_left(caps, True, key=enough)])
