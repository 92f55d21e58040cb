# for every start: the largest prefix sum to the right (suffix maxima), no explicit loops
import sys
from itertools import accumulate
from operator import sub


def best(a):
    p = list(accumulate(a, initial=0))
    right = list(accumulate(reversed(p), max))
    right.pop()                     # the maximum over everything is not needed
    right.reverse()                 # right[i] = max(p[i+1:])
    return max(map(sub, right, p))


lines = sys.stdin.read().split("\n")
t = int(lines[0])
print(*(best(map(int, lines[2 * k].split())) for k in range(1, t + 1)), sep="\n")
