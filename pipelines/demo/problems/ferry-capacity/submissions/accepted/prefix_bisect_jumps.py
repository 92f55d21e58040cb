# prefix sums: every trip is one bisect jump; the capacities form a virtual sequence for bisect
import sys
from bisect import bisect_left, bisect_right
from itertools import accumulate


class Verdicts:
    def __init__(self, w, k, base):
        self.pre = list(accumulate(w, initial=0))
        self.k = k
        self.base = base

    def __getitem__(self, i):
        cap = self.base + i
        pre = self.pre
        last = pre[-1]
        reach = 0
        find = bisect_right
        at = 0
        n = len(pre)
        width = 8
        for _ in range(self.k):
            reach += cap
            if reach >= last:
                return 1
            # most trips are about as long as the previous one
            top = at + width
            if top < n and pre[top] > reach:
                nxt = find(pre, reach, at, top)
            else:
                nxt = find(pre, reach, at, n)
            width = 2 * (nxt - at) + 2
            at = nxt
            reach = pre[at - 1]
        return 0


def main():
    tok = sys.stdin.buffer.read().split()
    k = int(tok[1])
    w = [int(t) for t in tok[2:]]
    total, top = sum(w), max(w)
    mean = (total + k - 1) // k
    base = max(top, mean)
    size = mean + top - base
    print(base + bisect_left(Verdicts(w, k, base), 1, 0, size))


main()
