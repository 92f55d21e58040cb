# textbook quadratic dp
import sys
n, *a = map(int, sys.stdin.read().split())
dp = []
for i in range(n):
    dp.append(1 + max((dp[j] for j in range(i) if a[j] < a[i]), default=0))
print(max(dp))
