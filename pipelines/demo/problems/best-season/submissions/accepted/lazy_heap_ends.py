# heap of all possible ends with lazy deletion, starts move from left to right
import sys
from heapq import heapify, heappop
from itertools import accumulate


def main():
    inp = sys.stdin.readline
    for _ in range(int(inp())):
        inp()
        a = list(map(int, inp().split()))
        prefix = list(accumulate(a, initial=0))
        ends = [(-p, i) for i, p in enumerate(prefix)]
        heapify(ends)
        best = a[0]
        for i in range(len(a)):
            while ends[0][1] <= i:
                heappop(ends)
            best = max(best, -ends[0][0] - prefix[i])
        print(best)


main()
