# sort by end and compare neighbours
import sys

def main():
    inp = sys.stdin.readlines()
    n = int(inp[0])
    b = [tuple(map(int, x.split())) for x in inp[1:n + 1]]
    b.sort(key=lambda t: t[1])
    ans = 1
    for i in range(1, n):
        if b[i][0] >= b[i - 1][1]:
            ans += 1
    print(ans)

main()
