# suffix maxima in tables of fixed size
import sys

SIZE = 1001
p = [0] * (SIZE + 1)
high = [0] * (SIZE + 1)

data = list(map(int, sys.stdin.read().split()))
pos = 1
for _ in range(data[0]):
    n = data[pos]
    for i in range(n):
        p[i + 1] = p[i] + data[pos + 1 + i]
    high[n] = p[n]
    for i in range(n - 1, 0, -1):
        high[i] = max(high[i + 1], p[i])
    print(max(high[i + 1] - p[i] for i in range(n)))
    pos += n + 1
