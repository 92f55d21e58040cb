# load from the tail of the queue, with a recursive bisection
import sys


def solve(w, k):
    tail_first = w[::-1]

    def count(cap):
        boats = [0]
        for x in tail_first:
            if boats[-1] + x <= cap:
                boats[-1] += x
            else:
                boats.append(x)
        return len(boats)

    def search(lo, hi):
        if lo == hi:
            return lo
        mid = (lo + hi) // 2
        return search(lo, mid) if count(mid) <= k else search(mid + 1, hi)

    return search(max(w), min(sum(w), max(w) + sum(w) // k))


n, k = map(int, sys.stdin.readline().split())
print(solve([int(x) for x in sys.stdin.readline().split()], k))
