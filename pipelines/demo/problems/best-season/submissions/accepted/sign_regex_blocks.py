# write the signs as a string, cut it into blocks with a regular expression, Kadane on block sums
import re
import sys

BLOCK = re.compile(r"\++|-+")


def solve(line):
    a = [int(x) for x in line.split()]
    signs = "".join("+" if x > 0 else "-" for x in a)
    if "+" not in signs:
        return max(a)
    cur = best = 0
    for m in BLOCK.finditer(signs):
        s = sum(a[m.start():m.end()])
        cur += s
        if cur < 0:
            cur = 0
        best = max(best, cur)
    return best


lines = sys.stdin.read().splitlines()
for i in range(int(lines[0])):
    print(solve(lines[2 * i + 2]))
