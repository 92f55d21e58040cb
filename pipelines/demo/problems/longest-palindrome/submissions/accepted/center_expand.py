# expand around each of the 2n-1 centres
import sys


def grow(s, left, right):
    n = len(s)
    while left >= 0 and right < n and s[left] == s[right]:
        left -= 1
        right += 1
    return right - left - 1


def main():
    s = sys.stdin.readline().strip()
    best = 1
    for i in range(len(s)):
        best = max(best, grow(s, i, i), grow(s, i, i + 1))
    print(best)


main()
