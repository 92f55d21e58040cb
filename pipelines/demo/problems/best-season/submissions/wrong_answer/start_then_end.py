# choose the start first (best suffix of everything), then the best end for it
import sys
from itertools import accumulate


def solve(a):
    p = list(accumulate(a, initial=0))
    start = p.index(min(p[:-1]))
    return max(p[start + 1:]) - p[start]


read = sys.stdin.readline
for _ in range(int(read())):
    read()
    print(solve(list(map(int, read().split()))))
