# sweep over x, the deque drops points that are too far west
import sys
from collections import deque
from math import sqrt

def main():
    n = int(sys.stdin.readline())
    p = sorted(tuple(map(int, sys.stdin.readline().split())) for _ in range(n))
    best = sqrt((p[0][0] - p[1][0]) ** 2 + (p[0][1] - p[1][1]) ** 2)
    q = deque()
    for x, y in p:
        while q and (x - q[0][0]) ** 2 > best:
            q.popleft()
        for u, v in q:
            best = min(best, sqrt((x - u) ** 2 + (y - v) ** 2))
        q.append((x, y))
    print(best)

main()
