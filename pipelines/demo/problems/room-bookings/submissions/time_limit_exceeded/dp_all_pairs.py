# longest chain, dp over all pairs
import sys

def main():
    n = int(sys.stdin.readline())
    a = [tuple(map(int, sys.stdin.readline().split())) for _ in range(n)]
    a.sort(key=lambda p: p[1])
    dp = [1] * n
    for i in range(n):
        s = a[i][0]
        for j in range(i):
            if a[j][1] <= s and dp[j] >= dp[i]:
                dp[i] = dp[j] + 1
    print(max(dp))

main()
