# all questions climb together: odd ends are taken off, then the ledger is halved by adding neighbours
import sys

def main():
    toks = list(map(int, sys.stdin.buffer.read().split()))
    n, q = toks[0], toks[1]
    a = toks[2:2 + n]
    ans = [0] * q
    live = [(toks[2 + n + 2 * k] - 1, toks[3 + n + 2 * k], k) for k in range(q)]
    while live:
        nxt = []
        for l, r, k in live:
            if l & 1:
                ans[k] += a[l]
                l += 1
            if r & 1:
                r -= 1
                ans[k] += a[r]
            if l < r:
                nxt.append((l >> 1, r >> 1, k))
        live = nxt
        if len(a) & 1:
            a.append(0)
        a = [x + y for x, y in zip(a[::2], a[1::2])]
    print(*ans, sep="\n")

main()
