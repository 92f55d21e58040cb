# patience with parent links: rebuild one best subsequence and measure it
import sys


def lis(a):
    parent = [-1] * len(a)
    last = []                       # index of the card on top of each pile
    for i, x in enumerate(a):
        lo, hi = 0, len(last)
        while lo < hi:
            mid = (lo + hi) >> 1
            if a[last[mid]] < x:
                lo = mid + 1
            else:
                hi = mid
        if lo:
            parent[i] = last[lo - 1]
        if lo == len(last):
            last.append(i)
        else:
            last[lo] = i
    chain = []
    i = last[-1]
    while i != -1:
        chain.append(a[i])
        i = parent[i]
    return chain[::-1]


n = int(sys.stdin.readline())
best = lis([int(s) for s in sys.stdin.readline().split()])
assert all(p < q for p, q in zip(best, best[1:]))
print(len(best))
