# compress sign runs, then merge away the smallest run (heap + linked list) until one gain is left
import heapq
import sys
from itertools import groupby


def solve(a):
    if max(a) <= 0:
        return max(a)
    runs = [sum(g) for _, g in groupby(filter(None, a), key=lambda x: x > 0)]
    m = len(runs)
    prv = list(range(-1, m - 1))
    nxt = list(range(1, m)) + [-1]
    alive = [True] * m
    gains = sum(r > 0 for r in runs)
    heap = [(abs(r), i) for i, r in enumerate(runs)]
    heapq.heapify(heap)
    while gains > 1:
        size, i = heapq.heappop(heap)
        if not alive[i] or size != abs(runs[i]):
            continue
        l, r = prv[i], nxt[i]
        if runs[i] <= 0 and (l < 0 or r < 0):       # a loss at the rim: forget it
            alive[i] = False
            if l >= 0:
                nxt[l] = -1
            if r >= 0:
                prv[r] = -1
            continue
        gains -= 1
        for j in (l, r):
            if j >= 0:
                runs[i] += runs[j]
                alive[j] = False
        if l >= 0:
            prv[i] = prv[l]
            if prv[i] >= 0:
                nxt[prv[i]] = i
        if r >= 0:
            nxt[i] = nxt[r]
            if nxt[i] >= 0:
                prv[nxt[i]] = i
        heapq.heappush(heap, (abs(runs[i]), i))
    return max(v for v, ok in zip(runs, alive) if ok)


def main():
    data = sys.stdin.read().split()
    pos = 1
    for _ in range(int(data[0])):
        n = int(data[pos])
        print(solve([int(x) for x in data[pos + 1:pos + n + 1]]))
        pos += n + 1


main()
