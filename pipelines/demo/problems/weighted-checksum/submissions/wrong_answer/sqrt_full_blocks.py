# square root blocks
import math
import sys


def main():
    n, *a = map(int, sys.stdin.read().split())
    b = math.isqrt(n)
    total = 0
    for q in range(n // b):
        block = a[q * b:(q + 1) * b]
        total += q * b * sum(block) + sum((r + 1) * x for r, x in enumerate(block))
    print(total)


main()
