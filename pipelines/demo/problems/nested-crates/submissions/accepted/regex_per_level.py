# collect the brackets of every depth in reading order, then check each level with a regular expression
import re
import sys
from collections import defaultdict


def main():
    text = "".join(sys.stdin.read().split())
    level = defaultdict(list)
    d = 0
    for c in text:
        if c in "([{":
            d += 1
            level[d].append(c)
        else:
            if d == 0:
                return False
            level[d].append(c)
            d -= 1
    if d:
        return False
    good = re.compile(r"(?:\(\)|\[\]|\{\})*")
    return all(good.fullmatch("".join(row)) for row in level.values())


print("YES" if main() else "NO")
