# one real number as key: the score minus the name read as a fraction in base 27
import sys


def key(row):
    frac = 0.0
    unit = 1.0
    for c in row[0]:
        unit /= 27
        frac += unit * (ord(c) - 96)
    return int(row[1]) - frac


rows = [l.split() for l in sys.stdin.read().splitlines()[1:]]
rows.sort(key=key, reverse=True)
for w, s in rows:
    print(w, s)
