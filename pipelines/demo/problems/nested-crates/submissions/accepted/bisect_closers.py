# sorted positions of the closers of each depth, binary search for the partner of every opener
from bisect import bisect_right
import sys

WANT = {'(': ')', '[': ']', '{': '}'}


def ok(s):
    d = 0
    opener = []
    closers = {}
    for pos, c in enumerate(s):
        if c in WANT:
            opener.append((d, pos))
            d += 1
        else:
            d -= 1
            if d < 0:
                return False
            closers.setdefault(d, []).append(pos)
    if d != 0:
        return False
    for depth, pos in opener:
        where = closers[depth]
        if s[where[bisect_right(where, pos)]] != WANT[s[pos]]:
            return False
    return True


for word in sys.stdin.read().split():
    print('YES' if ok(word) else 'NO')
