# square root decomposition: position = block start + offset, both parts are summed on their own
import sys
from math import isqrt


def main():
    n = int(sys.stdin.readline())
    a = list(map(int, sys.stdin.readline().split()))
    size = isqrt(n)
    by_offset = [0] * size
    answer = 0
    for start in range(0, n, size):
        block = a[start:start + size]
        answer += start * sum(block)
        for r, x in enumerate(block):
            by_offset[r] += x
    for r in range(size):
        answer += (r + 1) * by_offset[r]
    print(answer)


if __name__ == "__main__":
    main()
