# Kadane with resets to zero
import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    pos = 1
    for _ in range(data[0]):
        n = data[pos]
        best = cur = 0
        for x in data[pos + 1:pos + 1 + n]:
            cur = max(0, cur + x)
            best = max(best, cur)
        print(best)
        pos += n + 1


main()
