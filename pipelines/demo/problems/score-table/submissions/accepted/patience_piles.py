# patience sorting: deal rows on piles by binary search, then merge the piles
import sys
from bisect import bisect_left
from heapq import heapify, heapreplace, heappop


def main():
    src = sys.stdin.buffer
    n = int(src.readline())
    tops, piles = [], []
    for _ in range(n):
        a, b = src.readline().split()
        row = (-int(b), a.decode())
        k = bisect_left(tops, row)
        if k == len(piles):
            piles.append([row])
            tops.append(row)
        else:
            piles[k].append(row)
            tops[k] = row
    front = [(p.pop(), k) for k, p in enumerate(piles)]
    heapify(front)
    out = []
    while front:
        (neg, nm), k = front[0]
        out.append(f"{nm} {-neg}")
        if piles[k]:
            heapreplace(front, (piles[k].pop(), k))
        else:
            heappop(front)
    print("\n".join(out))


main()
