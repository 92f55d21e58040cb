# start from the mean weight that is left for the other trips
n, k = map(int, input().split())
w = list(map(int, input().split()))


def ok(cap):
    t = 1
    s = 0
    for x in w:
        s += x
        if s > cap:
            t += 1
            s = x
    return t <= k


big = max(w)
low = max(big, sum(w) // k)
high = max(big, (sum(w) - big) // (k - 1)) + 2 * big
while low < high:
    m = (low + high) // 2
    if ok(m):
        high = m
    else:
        low = m + 1
print(low)
