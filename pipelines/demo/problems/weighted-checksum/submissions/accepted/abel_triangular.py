# Abel summation: differences of neighbours times differences of triangular numbers
import sys


def tri(k):
    return k * (k + 1) // 2


def main():
    inp = sys.stdin.read().split()
    n = int(inp[0])
    whole = tri(n)
    ans, before = 0, 0
    for j in range(1, n + 1):
        now = int(inp[j])
        if now != before:
            ans += (now - before) * (whole - tri(j - 1))
            before = now
    print(ans)


main()
