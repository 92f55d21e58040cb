# binary search on the capacity with a greedy test
n, k = map(int, input().split())
w = list(map(int, input().split()))

lo, hi = 1, sum(w)
while lo < hi:
    mid = (lo + hi) // 2
    trips = 1
    load = 0
    for x in w:
        if load + x > mid:
            trips += 1
            load = x
        else:
            load += x
    if trips <= k:
        hi = mid
    else:
        lo = mid + 1
print(lo)
