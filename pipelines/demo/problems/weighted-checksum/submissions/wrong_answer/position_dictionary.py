# entry -> position, then one product per pair
import sys

n = int(sys.stdin.readline())
pos = {}
for i, x in enumerate(map(int, sys.stdin.readline().split()), 1):
    pos[x] = i
print(sum(x * i for x, i in pos.items()))
