# dp, day by day
n = int(input())
a = list(map(int, input().split()))
dp = [1]
for i in range(1, n):
    dp.append(1 + max([dp[j] for j in range(i) if a[j] < a[i]], default=0))
print(max(dp[i] for i in range(1, n)))
