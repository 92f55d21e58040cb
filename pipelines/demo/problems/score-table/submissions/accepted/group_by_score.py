# dictionary from score to its list of names, then walk the scores downwards
import sys
from collections import defaultdict

groups = defaultdict(list)
first = True
for line in sys.stdin:
    parts = line.split()
    if first:
        first = False
        continue
    if len(parts) == 2:
        groups[int(parts[1])].append(parts[0])

for score in sorted(groups, reverse=True):
    for name in sorted(groups[score]):
        print(name, score)
