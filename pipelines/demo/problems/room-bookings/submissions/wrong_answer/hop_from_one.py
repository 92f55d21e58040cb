# suffix minimum of ends, then hop along the day
from bisect import bisect_left
n = int(input())
iv = sorted(tuple(map(int, input().split())) for _ in range(n))
st = [x[0] for x in iv]
mn = [x[1] for x in iv]
for i in range(n - 2, -1, -1):
    mn[i] = min(mn[i], mn[i + 1])
t, ans = 1, 0
while True:
    i = bisect_left(st, t)
    if i == n:
        break
    t = mn[i]
    ans += 1
print(ans)
