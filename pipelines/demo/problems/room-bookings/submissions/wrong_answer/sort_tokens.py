# sort by end, then pick greedily
import sys
rows = [line.split() for line in sys.stdin.read().splitlines()[1:]]
rows.sort(key=lambda r: r[1])
t, c = 0, 0
for s, e in rows:
    if int(s) >= t:
        t = int(e)
        c += 1
print(c)
