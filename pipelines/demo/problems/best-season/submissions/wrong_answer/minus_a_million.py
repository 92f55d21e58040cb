# prefix sums, smallest earlier one
import sys
from itertools import accumulate

INF = 10**6


def solve(a):
    best, low = -INF, 0
    for p in accumulate(a):
        best = max(best, p - low)
        low = min(low, p)
    return best


rows = sys.stdin.read().split("\n")
for k in range(int(rows[0])):
    print(solve(map(int, rows[2 * k + 2].split())))
