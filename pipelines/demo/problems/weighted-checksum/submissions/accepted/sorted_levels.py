# sweep the values upwards: every rise of the level counts for all positions not yet passed
import sys

data = sys.stdin.read().split()
n = int(data[0])
a = list(map(int, data[1:]))
alive = n * (n + 1) // 2
level = 0
area = 0
for i in sorted(range(n), key=a.__getitem__):
    area += (a[i] - level) * alive
    level = a[i]
    alive -= i + 1
print(area)
