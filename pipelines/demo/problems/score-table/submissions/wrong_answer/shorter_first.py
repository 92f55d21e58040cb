# insertion into groups; prefix before longer name, so short names go first
import sys
from collections import defaultdict


def main():
    n = int(sys.stdin.readline())
    g = defaultdict(list)
    for _ in range(n):
        w, s = sys.stdin.readline().split()
        g[int(s)].append((len(w), w))
    for s in sorted(g, key=lambda v: -v):
        for _, w in sorted(g[s]):
            print(w, s)


main()
