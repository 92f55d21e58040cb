# one byte per rank marks the tails; bytearray.find looks for the next mark
import sys

data = sys.stdin.buffer.read().split()
a = [*map(int, data[1:])]
rank = dict(zip(sorted(set(a)), range(len(a))))
mark = bytearray(len(rank))
for x in a:
    r = rank[x]
    s = mark.find(1, r)
    if s >= 0:
        mark[s] = 0
    mark[r] = 1
print(sum(mark))
