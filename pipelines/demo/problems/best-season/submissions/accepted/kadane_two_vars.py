# Kadane with two variables: best sum ending here, best sum so far
import sys


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    pos = 1
    out = []
    for _ in range(data[0]):
        n = data[pos]
        pos += 1
        here = best = data[pos]
        for i in range(pos + 1, pos + n):
            x = data[i]
            here = here + x if here > 0 else x
            if here > best:
                best = here
        pos += n
        out.append(best)
    print("\n".join(map(str, out)))


main()
