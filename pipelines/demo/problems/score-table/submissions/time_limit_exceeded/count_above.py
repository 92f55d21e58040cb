# the place of a player is the number of players that stand above
import sys

t = sys.stdin.read().split()
n = int(t[0])
rows = [(-int(t[2 * i + 2]), t[2 * i + 1]) for i in range(n)]
place = [None] * n
for r in rows:
    place[sum(q < r for q in rows)] = r
for neg, w in place:
    print(w, -neg)
