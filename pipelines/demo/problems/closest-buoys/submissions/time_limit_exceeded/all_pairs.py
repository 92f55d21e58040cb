# all pairs
import sys

def main():
    data = list(map(int, sys.stdin.read().split()))
    n = data[0]
    x = data[1::2]
    y = data[2::2]
    best = 10 ** 18
    for i in range(n):
        for j in range(i + 1, n):
            d = (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2
            if d < best:
                best = d
    print(best ** 0.5)

main()
