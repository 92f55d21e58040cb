# Mo's ordering: questions sorted in snake order, the window is moved by whole slices
import sys

def main():
    inp = sys.stdin.buffer.read().split()
    n, q = int(inp[0]), int(inp[1])
    a = list(map(int, inp[2:2 + n]))
    L = [int(x) - 1 for x in inp[2 + n:2 + n + 2 * q:2]]
    R = list(map(int, inp[3 + n:2 + n + 2 * q:2]))
    block = max(1, int(n / max(1, q ** 0.5)))

    def key(i):
        b = L[i] // block
        return (b, R[i] if b % 2 == 0 else -R[i])

    ans = [None] * q
    lo = hi = cur = 0
    for i in sorted(range(q), key=key):
        l, r = L[i], R[i]
        if r <= lo or l >= hi:
            lo = hi = l
            cur = 0
        if l < lo:
            cur += sum(a[l:lo])
        elif l > lo:
            cur -= sum(a[lo:l])
        if r > hi:
            cur += sum(a[hi:r])
        elif r < hi:
            cur -= sum(a[r:hi])
        lo, hi = l, r
        ans[i] = cur
    print("\n".join(map(str, ans)))

main()
