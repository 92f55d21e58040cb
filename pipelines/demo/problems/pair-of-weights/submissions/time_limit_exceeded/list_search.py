# for every box look for its partner in the rest of the list
import sys

def main():
    data = list(map(int, sys.stdin.read().split()))
    n, s = data[:2]
    rest = data[2:]
    rest.reverse()
    for i in range(1, n):
        v = rest.pop()
        if s - v in rest:
            print(i, n - rest.index(s - v))
            return
    print("IMPOSSIBLE")

main()
