# interval dp
import sys

s = sys.stdin.readline().strip()
n = len(s)
nxt = [0] * (n + 1)
for i in range(n - 1, -1, -1):
    cur = [0] * (n + 1)
    cur[i] = 1
    for j in range(i + 1, n):
        if s[i] == s[j]:
            cur[j] = (nxt[j - 1] if j - 1 > i else 0) + 2
        else:
            cur[j] = max(nxt[j], cur[j - 1])
    nxt = cur
print(nxt[n - 1])
