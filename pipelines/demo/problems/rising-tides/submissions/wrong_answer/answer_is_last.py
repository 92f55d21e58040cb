# dp over the end day
import sys
n, *a = map(int, sys.stdin.read().split())
dp = [1] * n
for i in range(n):
    for j in range(i):
        if a[j] < a[i]:
            dp[i] = max(dp[i], dp[j] + 1)
print(dp[-1])
