# divide and conquer: left half, right half, or across the middle
import sys
from itertools import accumulate


def solve(a):
    n = len(a)
    if n == 1:
        return a[0]
    if n == 2:
        return max(a[0], a[1], a[0] + a[1])
    h = n // 2
    left, right = a[:h], a[h:]
    across = max(accumulate(reversed(left))) + max(accumulate(right))
    return max(across, solve(left), solve(right))


def main():
    rd = sys.stdin.readline
    for _ in range(int(rd())):
        rd()
        print(solve(list(map(int, rd().split()))))


main()
