# binary lifting
import sys

LOG = 10

def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, q = data[0], data[1]
    up = [data[2:n + 2] + [0]]
    for k in range(LOG - 1):
        row = up[-1]
        step = 1 << k
        up.append([row[i] + row[min(i + step, n)] for i in range(n + 1)])
    out = []
    for i in range(n + 2, len(data), 2):
        l, r = data[i] - 1, data[i + 1]
        d = r - l
        s = 0
        for k in range(LOG):
            if d >> k & 1:
                s += up[k][l]
                l += 1 << k
        out.append(s)
    print(*out, sep="\n")

main()
