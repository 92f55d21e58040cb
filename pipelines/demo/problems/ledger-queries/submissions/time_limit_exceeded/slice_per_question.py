# sum of a slice for each question
import sys

def main():
    n, q = map(int, sys.stdin.readline().split())
    a = list(map(int, sys.stdin.readline().split()))
    for _ in range(q):
        l, r = map(int, sys.stdin.readline().split())
        print(sum(a[l - 1:r]))

main()
