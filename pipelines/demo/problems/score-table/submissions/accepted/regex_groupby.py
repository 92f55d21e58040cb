# regular expression for the rows, itertools.groupby for equal scores
import re
import sys
from itertools import groupby

found = re.findall(r"([a-z]+)\s+(\d+)", sys.stdin.read())
found.sort(key=lambda m: int(m[1]))
blocks = [list(g) for _, g in groupby(found, key=lambda m: m[1])]
while blocks:
    for row in sorted(blocks.pop()):
        print(" ".join(row))
