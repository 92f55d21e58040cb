# adds entry i exactly i times
import sys

data = sys.stdin.read().split()
total = 0
for i in range(1, int(data[0]) + 1):
    x = int(data[i])
    for _ in range(i):
        total += x
print(total)
