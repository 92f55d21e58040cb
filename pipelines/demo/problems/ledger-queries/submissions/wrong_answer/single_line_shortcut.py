# segment tree, with a shortcut for the tiny ledger
import sys

def main():
    data = list(map(int, sys.stdin.read().split()))
    n, q = data[0], data[1]
    a = data[2:n + 2]
    if n == 1:
        print(a[0])
        return
    t = [0] * n + a
    for i in range(n - 1, 0, -1):
        t[i] = t[2 * i] + t[2 * i + 1]
    for i in range(q):
        l = data[n + 2 + 2 * i] - 1 + n
        r = data[n + 3 + 2 * i] + n
        s = 0
        while l < r:
            if l % 2:
                s += t[l]
                l += 1
            if r % 2:
                r -= 1
                s += t[r]
            l //= 2
            r //= 2
        print(s)

main()
