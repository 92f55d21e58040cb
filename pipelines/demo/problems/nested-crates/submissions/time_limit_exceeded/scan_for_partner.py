# for each opener walk to the right, counting the depth, until its partner turns up
import sys


def main():
    s = sys.stdin.readline().strip()
    fit = {"(": ")", "[": "]", "{": "}"}
    opened = 0
    for i, c in enumerate(s):
        if c not in fit:
            continue
        opened += 1
        d = 0
        for j in range(i, len(s)):
            d += 1 if s[j] in fit else -1
            if d == 0:
                break
        if d != 0 or s[j] != fit[c]:
            return "NO"
    return "YES" if 2 * opened == len(s) else "NO"


print(main())
