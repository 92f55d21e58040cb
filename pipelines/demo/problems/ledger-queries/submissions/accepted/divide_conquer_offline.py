# offline divide and conquer over positions: a question is answered at the middle that it crosses
import sys
from itertools import accumulate

def solve(a, L, R, ans, lo, hi, ids):
    if not ids:
        return
    if hi - lo == 1:
        for i in ids:
            ans[i] = a[lo]
        return
    mid = (lo + hi) // 2
    left, right, cross = [], [], []
    for i in ids:
        if R[i] <= mid:
            left.append(i)
        elif L[i] >= mid:
            right.append(i)
        else:
            cross.append(i)
    if cross:
        back = list(accumulate(a[lo:mid][::-1], initial=0))
        forth = list(accumulate(a[mid:hi], initial=0))
        for i in cross:
            ans[i] = back[mid - L[i]] + forth[R[i] - mid]
    solve(a, L, R, ans, lo, mid, left)
    solve(a, L, R, ans, mid, hi, right)

def main():
    n, q = map(int, sys.stdin.readline().split())
    a = list(map(int, sys.stdin.readline().split()))
    L, R = [0] * q, [0] * q
    for i in range(q):
        l, r = sys.stdin.readline().split()
        L[i] = int(l) - 1
        R[i] = int(r)
    ans = [0] * q
    solve(a, L, R, ans, 0, n, list(range(q)))
    print(*ans, sep="\n")

main()
