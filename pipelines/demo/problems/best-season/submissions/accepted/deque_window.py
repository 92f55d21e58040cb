# sliding-window minimum of the prefix sums with a deque, window as long as the ledger
import sys
from collections import deque


def longest_at_most(a, width):
    """largest sum of 1..width consecutive entries"""
    best = None
    total = 0
    dq = deque([(0, 0)])                    # (index, prefix), prefixes increase
    for i, x in enumerate(a, 1):
        total += x
        while dq[0][0] < i - width:
            dq.popleft()
        gain = total - dq[0][1]
        if best is None or gain > best:
            best = gain
        while dq and dq[-1][1] >= total:
            dq.pop()
        dq.append((i, total))
    return best


inp = sys.stdin
for _ in range(int(inp.readline())):
    n = int(inp.readline())
    print(longest_at_most([int(s) for s in inp.readline().split()], n))
