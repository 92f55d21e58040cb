# only record lows (from the left) and record highs (from the right) of the prefix sums matter: two pointers
import sys


def main():
    it = map(int, sys.stdin.buffer.read().split())
    t = next(it)
    for _ in range(t):
        n = next(it)
        p = [0]
        for _ in range(n):
            p.append(p[-1] + next(it))
        lows = [0]
        for i in range(1, n):
            if p[i] < p[lows[-1]]:
                lows.append(i)
        highs = [n]
        for i in range(n - 1, 0, -1):
            if p[i] > p[highs[-1]]:
                highs.append(i)
        # highs runs from right to left, so the end of the list is the leftmost record
        answer = -10**10
        for i in lows:
            while highs[-1] <= i:
                highs.pop()
            answer = max(answer, p[highs[-1]] - p[i])
        print(answer)


main()
