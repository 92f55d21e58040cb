# earliest end first
import sys
n, *v = map(int, sys.stdin.read().split())
b = sorted(zip(v[::2], v[1::2]), key=lambda x: x[1])
prev = -1
res = 0
for s, e in b:
    if s > prev:
        prev = e
        res += 1
print(res)
