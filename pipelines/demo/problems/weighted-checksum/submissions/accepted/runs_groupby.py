# runs of equal entries, one arithmetic series per run
from itertools import groupby

n = int(input())
pos = 1
res = 0
for value, run in groupby(input().split()):
    length = sum(1 for _ in run)
    first, last = pos, pos + length - 1
    res += int(value) * ((first + last) * length // 2)
    pos += length
assert pos == n + 1
print(res)
