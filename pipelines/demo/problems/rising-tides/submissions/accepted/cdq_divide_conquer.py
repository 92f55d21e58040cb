# CDQ: solve the left half, push its results into the right half by two pointers, solve the right half
import sys

n, *a = map(int, sys.stdin.read().split())
dp = [1] * n
key = a.__getitem__


def cdq(l, r):
    if r - l <= 8:
        for i in range(l, r):
            x = a[i]
            for j in range(l, i):
                if a[j] < x and dp[j] >= dp[i]:
                    dp[i] = dp[j] + 1
        return
    m = (l + r) // 2
    cdq(l, m)
    left = sorted(range(l, m), key=key)
    p, best = 0, 0
    for i in sorted(range(m, r), key=key):
        x = a[i]
        while p < len(left) and a[left[p]] < x:
            if dp[left[p]] > best:
                best = dp[left[p]]
            p += 1
        if dp[i] <= best:
            dp[i] = best + 1
    cdq(m, r)


cdq(0, n)
print(max(dp))
