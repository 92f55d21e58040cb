# longest ending at i + longest starting at i (mirrored and negated) - 1, maximum over all i
import sys
from bisect import bisect_left


def ending_lengths(seq):
    t, out = [], []
    for x in seq:
        i = bisect_left(t, x)
        if i < len(t):
            t[i] = x
        else:
            t += [x]
        out.append(i + 1)
    return out


_, *a = [int(w) for w in sys.stdin.read().split()]
left = ending_lengths(a)
right = ending_lengths([-x for x in a[::-1]])[::-1]
print(max(map(int.__add__, left, right)) - 1)
