# bit-parallel LCS of the sequence and its sorted distinct copy, one big integer as the dp row
import sys

tok = sys.stdin.read().split()
a = list(map(int, tok[1:]))
order = {v: i for i, v in enumerate(sorted(set(a)))}
m = len(order)
full = (1 << m) - 1
row = full
for v in a:
    u = row & (1 << order[v])
    row = ((row + u) | (row - u)) & full
print(m - bin(row).count("1"))
