# every first day with every last day
import sys


def solve(a):
    best = a[0]
    for i in range(len(a)):
        s = 0
        for j in range(i, len(a)):
            s += a[j]
            if s > best:
                best = s
    return best


def main():
    read = sys.stdin.readline
    for _ in range(int(read())):
        read()
        print(solve(list(map(int, read().split()))))


main()
