# runs of equal entries, one series each
from itertools import groupby

input()
done = total = 0
for v, g in groupby(map(int, input().split())):
    k = len(list(g))
    total += v * (done + k * (k + 1) // 2)
    done += k
print(total)
