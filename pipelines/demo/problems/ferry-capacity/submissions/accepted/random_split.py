# randomised search: the probe is a uniformly random capacity of the live range
import random
import sys

random.seed(20210130)
n, k, *w = map(int, sys.stdin.read().split())
a = max(w)
b = min(sum(w), sum(w) // k + a)
while a != b:
    cap = random.randrange(a, b)
    days = 0
    room = -1
    for car in w:
        room -= car
        if room < 0:
            days += 1
            room = cap - car
    if days > k:
        a = cap + 1
    else:
        b = cap
print(a)
