# exponential search: double the step above a lower bound, then bisect the last gap
import sys
input = sys.stdin.readline

n, k = map(int, input().split())
a = list(map(int, input().split()))
base = max(max(a), -(-sum(a) // k))


def ok(c):
    used, s = 1, 0
    for v in a:
        s += v
        if s > c:
            used += 1
            s = v
            if used > k:
                return False
    return True


if ok(base):
    print(base)
else:
    step = 1
    while not ok(base + step):
        step *= 2
    lo, hi = base + step // 2, base + step
    while lo + 1 < hi:
        m = lo + hi >> 1
        if ok(m):
            hi = m
        else:
            lo = m
    print(hi)
