# divide and conquer loading: a half of the queue that fits is taken in one step
import sys
from itertools import accumulate


class Queue:
    LEAF = 48

    def __init__(self, w):
        self.w = w
        self.pre = list(accumulate(w, initial=0))

    def load(self, l, r, cap, on_board):
        """returns (trips closed, weight on board) after the cars l..r-1"""
        s = on_board + self.pre[r] - self.pre[l]
        if s <= cap:
            return 0, s
        if r - l <= self.LEAF:
            closed = 0
            for x in self.w[l:r]:
                on_board += x
                if on_board > cap:
                    closed += 1
                    on_board = x
            return closed, on_board
        m = (l + r) // 2
        first, on_board = self.load(l, m, cap, on_board)
        second, on_board = self.load(m, r, cap, on_board)
        return first + second, on_board


n, k = map(int, input().split())
w = list(map(int, input().split()))
q = Queue(w)
lo, hi = max(w), sum(w)
while lo < hi:
    mid = (lo + hi) // 2
    closed, _ = q.load(0, n, mid, 0)
    if closed + 1 <= k:
        hi = mid
    else:
        lo = mid + 1
print(hi)
