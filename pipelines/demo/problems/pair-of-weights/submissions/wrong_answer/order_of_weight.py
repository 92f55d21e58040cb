# sort pairs, two pointers
import sys

def main():
    n, s = map(int, sys.stdin.readline().split())
    w = sorted((int(x), i) for i, x in enumerate(sys.stdin.readline().split(), 1))
    i, j = 0, n - 1
    while i < j:
        t = w[i][0] + w[j][0]
        if t == s:
            print(w[i][1], w[j][1])
            return
        if t > s:
            j -= 1
        else:
            i += 1
    print("IMPOSSIBLE")

main()
