# for every time: the latest start of a booking that ends there
import sys
data = list(map(int, sys.stdin.read().split()))
T = 10 ** 6
late = [-1] * (T + 1)
for i in range(1, len(data), 2):
    s, e = data[i], data[i + 1]
    late[e] = max(late[e], s)
t = ans = 0
for e in range(T + 1):
    if late[e] >= t:
        t = e
        ans += 1
print(ans)
