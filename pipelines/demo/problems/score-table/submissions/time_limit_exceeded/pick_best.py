# take the minimum out of the list, n times
import sys

t = sys.stdin.read().split()
rest = [(-int(t[i + 1]), t[i]) for i in range(1, len(t), 2)]
while rest:
    best = min(rest)
    rest.remove(best)
    print(best[1], -best[0])
