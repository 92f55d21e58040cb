# Kadane, line by line
t = int(input())
best = float("-inf")
for _ in range(t):
    n = int(input())
    cur = float("-inf")
    for x in map(int, input().split()):
        cur = max(x, cur + x)
        best = max(best, cur)
    print(best)
