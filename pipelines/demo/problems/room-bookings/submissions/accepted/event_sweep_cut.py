# sweep over events: the first end after the last cut makes a new cut (stabbing points)
import sys

tok = sys.stdin.read().split()
n = int(tok[0])
begin = [0] * n
ev = []
for i in range(n):
    s = int(tok[2 * i + 1])
    e = int(tok[2 * i + 2])
    begin[i] = s
    ev.append((s, 1, i))      # 1: opens
    ev.append((e, 0, i))      # 0: closes, goes before openings of the same time
ev.sort()
open_now = set()
cuts = 0
for time, kind, i in ev:
    if kind == 1:
        open_now.add(i)
    elif i in open_now:
        cuts += 1
        open_now = set()
print(cuts)
