# Fibonacci search: the live range always has a Fibonacci length, no division at all
import sys

lines = sys.stdin.read().splitlines()
n, k = map(int, lines[0].split())
w = tuple(map(int, lines[1].split()))


def crosses(cap):
    boats, weight = 1, 0
    for x in w:
        weight += x
        if weight > cap:
            boats += 1
            if boats > k:
                return False
            weight = x
    return True


start = max(w) - 1                  # never enough
width = min(sum(w), sum(w) // k + max(w)) - start
f0, f1 = 1, 1
while f1 < width:
    f0, f1 = f1, f0 + f1
# answer lies in start+1 .. start+f1
while f1 > 1:
    if crosses(start + f0):
        f0, f1 = f1 - f0, f0
    else:
        start += f0
        f1 -= f0
        f0 -= f1
print(start + 1)
