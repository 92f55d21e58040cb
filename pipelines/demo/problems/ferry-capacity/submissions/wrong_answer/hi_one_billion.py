# bisect over the capacities up to a big constant
from bisect import bisect_left

n, k = map(int, input().split())
w = list(map(int, input().split()))


def ok(cap):
    t, s = 1, 0
    for x in w:
        s += x
        if s > cap:
            t += 1
            s = x
    return t <= k


INF = 10 ** 9 + 7
lo = max(w)
print(lo + bisect_left(range(lo, INF), True, key=ok))
