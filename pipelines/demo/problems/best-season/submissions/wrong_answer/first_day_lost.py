# Kadane starting from the second day
import sys


def main():
    it = iter(sys.stdin.read().split())
    for _ in range(int(next(it))):
        n = int(next(it))
        a = [int(next(it)) for _ in range(n)]
        best = a[0]
        cur = 0
        for i in range(1, n):
            cur = max(cur, 0) + a[i]
            best = max(best, cur)
        print(best)


main()
