# stop as soon as the running sum is lost
import sys


def solve(a):
    best = max(a)
    cur, begun = 0, False
    for x in a:
        if x > 0:
            begun = True
        if not begun:
            continue
        cur += x
        if cur < 0:
            break
        best = max(best, cur)
    return best


data = list(map(int, sys.stdin.read().split()))
i = 1
for _ in range(data[0]):
    print(solve(data[i + 1:i + 1 + data[i]]))
    i += data[i] + 1
