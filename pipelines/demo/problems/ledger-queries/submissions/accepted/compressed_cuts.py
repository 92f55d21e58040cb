# only positions that some question mentions are kept; the pieces between two cuts are summed once
import sys

def read():
    n, q = map(int, input().split())
    a = list(map(int, input().split()))
    return a, [tuple(map(int, line.split())) for line in sys.stdin.read().splitlines()[:q]]

a, queries = read()
cuts = sorted({l - 1 for l, _ in queries} | {r for _, r in queries})
level = {}
so_far = 0
previous = cuts[0]
for c in cuts:
    so_far += sum(a[previous:c])
    level[c] = so_far
    previous = c
print("\n".join(str(level[r] - level[l - 1]) for l, r in queries))
