# knock-out rounds: join neighbours pairwise until a single summary is left
import sys
from itertools import zip_longest

def merge(p, q):
    if q is None:
        return p
    (s, a, b, m), (u, c, d, k) = p, q
    return s + u, max(a, s + c), max(d, u + b), max(m, k, b + c)

def main():
    f = sys.stdin
    for _ in range(int(f.readline())):
        n = int(f.readline())
        row = [(x,) * 4 for x in map(int, f.readline().split())]
        while len(row) > 1:
            row = [merge(p, q) for p, q in zip_longest(row[::2], row[1::2])]
        print(row[0][3])

main()
