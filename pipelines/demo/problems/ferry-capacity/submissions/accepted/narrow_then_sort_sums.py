# narrow the value range until few sub-array sums are left in it, then sort and bisect those
import sys
from itertools import accumulate


def main():
    n, k, *w = map(int, sys.stdin.buffer.read().split())
    pre = [0, *accumulate(w)]

    def fits(cap):
        t, s = 1, 0
        for x in w:
            s += x
            if s > cap:
                s = x
                t += 1
        return t <= k

    def spans(lo, hi):
        """for every start: the ends whose sum lies in (lo, hi]"""
        a = b = 0
        for i in range(n):
            p = pre[i] + lo
            q = pre[i] + hi
            while a <= n and pre[a] <= p:
                a += 1
            while b <= n and pre[b] <= q:
                b += 1
            yield i, a, b

    mean = -(-pre[n] // k)
    lo = max(max(w), mean) - 1
    hi = min(pre[n], mean + max(w) - 1)
    while hi - lo > 1:
        if sum(b - a for _, a, b in spans(lo, hi)) <= 3 * n:
            break
        for _ in range(5):
            if hi - lo > 1:
                mid = (lo + hi) // 2
                if fits(mid):
                    hi = mid
                else:
                    lo = mid
    sums = sorted({pre[e] - pre[i] for i, a, b in spans(lo, hi) for e in range(a, b)} | {hi})
    x, y = 0, len(sums) - 1
    while x < y:
        m = (x + y) // 2
        if fits(sums[m]):
            y = m
        else:
            x = m + 1
    print(sums[x])


main()
