# of all pairs the one whose boxes stand closest together (most recent position of every weight)
import sys

def main():
    n, s, *a = map(int, sys.stdin.buffer.read().split())
    recent = {}
    best = n
    pair = None
    for j, v in enumerate(a, 1):
        i = recent.get(s - v, -n)
        if j - i < best:
            best = j - i
            pair = (i, j)
        recent[v] = j
    if pair is None:
        print("IMPOSSIBLE")
    else:
        print("%d %d" % pair)

main()
