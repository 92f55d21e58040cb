# windows from long to short
import sys

s = sys.stdin.read().strip()
n = len(s)
best = 1
for size in range(n - 1, 1, -1):
    if any(s[i:i + size] == s[i:i + size][::-1] for i in range(n - size + 1)):
        best = size
        break
print(best)
