# the largest insufficient capacity, one decimal digit after the other
import sys

n, k = [int(x) for x in sys.stdin.readline().split()]
w = [int(x) for x in sys.stdin.readline().split()]
big = max(w)
total = sum(w)


def enough(cap):
    if cap < big or cap * k < total:
        return False
    if cap >= total:
        return True
    rest = k
    load = cap
    for x in w:
        load += x
        if load > cap:
            if rest == 0:
                return False
            rest -= 1
            load = x
    return True


known = 0
for place in [10 ** d for d in range(len(str(total)) - 1, -1, -1)]:
    digit = 0
    while digit < 9 and not enough(known + place):
        known += place
        digit += 1
print(known + 1)
