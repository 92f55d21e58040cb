# the capacity is near the mean: scan a little upwards from the lower bound
import sys

n, k = map(int, sys.stdin.readline().split())
w = [int(x) for x in sys.stdin.readline().split()]


def ok(cap):
    t = 1
    s = 0
    for x in w:
        s += x
        if s > cap:
            s = x
            t += 1
    return t <= k


cap = max(max(w), sum(w) // k)
for _ in range(1000):
    if ok(cap):
        break
    cap += 1
print(cap)
