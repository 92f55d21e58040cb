# two stable sorts, name and then score
import sys

data = sys.stdin.read().split()
n = int(data[0])
table = [(data[1 + 2 * i], data[2 + 2 * i]) for i in range(n)]
table.sort()
table.sort(key=lambda t: t[1], reverse=True)
for t in table:
    print(t[0], t[1])
