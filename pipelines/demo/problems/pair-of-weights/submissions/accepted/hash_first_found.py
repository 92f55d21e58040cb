# dictionary of first positions, stops at the smallest j that completes a pair
import sys

def main():
    data = sys.stdin.buffer.read().split()
    n, s = int(data[0]), int(data[1])
    first = {}
    for j in range(1, n + 1):
        x = int(data[j + 1])
        i = first.get(s - x)
        if i is not None:
            print(i, j)
            return
        first.setdefault(x, j)
    print("IMPOSSIBLE")

main()
