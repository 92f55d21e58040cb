# join gain runs over a loss that is smaller than both, from left to right
import sys
from itertools import groupby


def solve(a):
    if max(a) <= 0:
        return max(a)
    runs = [sum(g) for _, g in groupby(a, key=lambda x: x >= 0)]
    if runs[0] < 0:
        runs.pop(0)
    best = cur = runs[0]
    for loss, gain in zip(runs[1::2], runs[2::2]):
        if -loss < cur and -loss < gain:
            cur += loss + gain
        else:
            cur = gain
        best = max(best, cur)
    return best


lines = sys.stdin.read().splitlines()
for k in range(int(lines[0])):
    print(solve(list(map(int, lines[2 * k + 2].split()))))
