# recursive quicksort, first row as pivot
import sys


def qs(a):
    if not a:
        return []
    p = a[0]
    return qs([x for x in a[1:] if x < p]) + [p] + qs([x for x in a[1:] if x > p])


rows = []
for line in sys.stdin.read().splitlines()[1:]:
    w, s = line.split()
    rows.append((-int(s), w))
for s, w in qs(rows):
    print(w, -s)
