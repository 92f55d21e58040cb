# prefix sums, computed anew for each question
import sys
from itertools import accumulate

data = list(map(int, sys.stdin.buffer.read().split()))
n, q = data[0], data[1]
a = data[2:2 + n]
for k in range(2 + n, 2 + n + 2 * q, 2):
    l, r = data[k], data[k + 1]
    pre = [0] + list(accumulate(a[:r]))
    print(pre[r] - pre[l - 1])
