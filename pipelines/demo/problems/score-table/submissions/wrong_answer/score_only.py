# sort by score, Python's sort is stable anyway
import sys

rows = [line.split() for line in sys.stdin.readlines()[1:]]
rows.sort(key=lambda r: int(r[1]), reverse=True)
for r in rows:
    print(*r)
