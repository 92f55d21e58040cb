# smallest i that has a partner at all; bisection in the sorted (weight, box) list yields its last partner
import sys
from bisect import bisect_left

def main():
    tok = list(map(int, sys.stdin.read().split()))
    n, s = tok[0], tok[1]
    a = tok[2:n + 2]
    shelf = sorted(v * 131072 + i for i, v in enumerate(a))  # both packed into one integer
    for i, v in enumerate(a):
        k = bisect_left(shelf, (s - v + 1) * 131072) - 1
        if k >= 0:
            w, j = divmod(shelf[k], 131072)
            if w == s - v and j > i:
                print(i + 1, j + 1)
                return
    print("IMPOSSIBLE")

main()
