# raise the capacity to the smallest overflow of any trip until k trips are enough
import sys

n, k, *w = map(int, sys.stdin.buffer.read().split())
cap = max(max(w), -(-sum(w) // k))
while True:
    trips = 1
    load = 0
    bid = sum(w)
    for x in w:
        if load + x > cap:
            bid = min(bid, load + x)
            trips += 1
            load = x
        else:
            load += x
    if trips <= k:
        break
    cap = bid
print(cap)
