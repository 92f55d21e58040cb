# a heap with the lightest weight on top and one with the heaviest; the top that cannot be used is thrown away
import sys
from heapq import heapify, heappop

def main():
    n, s = map(int, sys.stdin.readline().split())
    light = []
    heavy = []
    for i, word in enumerate(sys.stdin.readline().split(), 1):
        v = int(word)
        light.append((v, -i))
        heavy.append((-v, i))
    heapify(light)
    heapify(heavy)
    for _ in range(n - 1):
        x, i = light[0]
        y, j = heavy[0]
        y, i = -y, -i
        if x + y == s:
            print(min(i, j), max(i, j))
            return
        if x + y < s:
            heappop(light)
        else:
            heappop(heavy)
    print("IMPOSSIBLE")

main()
