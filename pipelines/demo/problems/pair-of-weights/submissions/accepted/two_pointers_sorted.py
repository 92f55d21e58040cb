# sorted box numbers, two pointers closing in: the pair with the most different weights
import sys

def solve(a, s):
    order = sorted(range(len(a)), key=a.__getitem__)
    lo, hi = 0, len(a) - 1
    while lo < hi:
        t = a[order[lo]] + a[order[hi]]
        if t == s:
            return sorted((order[lo] + 1, order[hi] + 1))
        if t < s:
            lo += 1
        else:
            hi -= 1
    return ["IMPOSSIBLE"]

n, s = map(int, sys.stdin.readline().split())
print(*solve(list(map(int, sys.stdin.readline().split())), s))
