# divide and conquer: a piece boils down to its unmatched closers and unmatched openers
import sys

s = sys.stdin.read().strip()
TO_CLOSE = str.maketrans("([{", ")]}")


class Broken(Exception):
    pass


def summary(lo, hi):
    if hi - lo == 1:
        return ("", s[lo]) if s[lo] in "([{" else (s[lo], "")
    mid = (lo + hi) // 2
    c1, o1 = summary(lo, mid)
    c2, o2 = summary(mid, hi)
    k = min(len(o1), len(c2))
    if k:
        if o1[-k:][::-1].translate(TO_CLOSE) != c2[:k]:
            raise Broken
        o1 = o1[:-k]
        c2 = c2[k:]
    return c1 + c2, o1 + o2


try:
    print("YES" if summary(0, len(s)) == ("", "") else "NO")
except Broken:
    print("NO")
