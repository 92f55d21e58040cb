# plain recursion "skip it or take it" with a memo, in a thread with a big stack
import sys, threading
from bisect import bisect_left

def run():
    data = sys.stdin.read().split()
    n = int(data[0])
    iv = sorted((int(data[i]), int(data[i + 1])) for i in range(1, 2 * n, 2))
    st = [s for s, e in iv]
    memo = [-1] * (n + 1)
    memo[n] = 0

    def go(i):
        if memo[i] < 0:
            skip = go(i + 1)
            take = 1 + go(bisect_left(st, iv[i][1]))
            memo[i] = skip if skip > take else take
        return memo[i]

    print(go(0))

sys.setrecursionlimit(200000)
threading.stack_size(96 * 1024 * 1024)
th = threading.Thread(target=run)
th.start()
th.join()
