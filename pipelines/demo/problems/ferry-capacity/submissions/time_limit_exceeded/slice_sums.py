# greedy test that sums the cars of the trip anew for every car
n, k = map(int, input().split())
w = list(map(int, input().split()))


def ok(cap):
    trips = 1
    start = 0
    for i in range(n):
        if sum(w[start:i + 1]) > cap:
            trips += 1
            start = i
    return trips <= k


lo, hi = max(w), sum(w)
while lo < hi:
    mid = (lo + hi) // 2
    if ok(mid):
        hi = mid
    else:
        lo = mid + 1
print(lo)
