# set of weights
import sys

def main():
    data = list(map(int, sys.stdin.read().split()))
    n, s = data[:2]
    a = data[2:]
    weights = set(a)
    for v in a:
        w = s - v
        if w != v and w in weights:
            i, j = a.index(v), a.index(w)
            print(min(i, j) + 1, max(i, j) + 1)
            return
    print("IMPOSSIBLE")

main()
