# disjoint sparse table: each level stores sums running away from the middle of its blocks, O(1) per question
import sys
from itertools import accumulate

data = list(map(int, sys.stdin.buffer.read().split()))
n, q = data[:2]
a = data[2:2 + n]
height = max(1, (n - 1).bit_length())
size = 1 << height
a += [0] * (size - n)
levels = [a]
for h in range(1, height):
    half = 1 << h
    row = []
    for start in range(0, size, 2 * half):
        left = list(accumulate(reversed(a[start:start + half])))
        left.reverse()
        row += left
        row += accumulate(a[start + half:start + 2 * half])
    levels.append(row)

ans = []
for i in range(2 + n, 2 + n + 2 * q, 2):
    l = data[i] - 1
    r = data[i + 1] - 1
    if l == r:
        ans.append(a[l])
    else:
        row = levels[(l ^ r).bit_length() - 1]
        ans.append(row[l] + row[r])
sys.stdout.write("\n".join(map(str, ans)) + "\n")
