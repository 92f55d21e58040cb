# intersection of the set of weights with the set of complements, the common weight nearest to zero is taken
import sys

def main():
    n, s = map(int, input().split())
    words = sys.stdin.read().split()
    a = list(map(int, words))
    have = set(a)
    common = have & {s - v for v in have}
    if s % 2 == 0 and a.count(s // 2) < 2:
        common.discard(s // 2)
    if not common:
        print("IMPOSSIBLE")
        return
    pick = min(common, key=lambda v: (abs(v), v))
    i = a.index(pick)
    j = n - 1
    while a[j] != s - pick:
        j -= 1
    print(min(i, j) + 1, max(i, j) + 1)

main()
