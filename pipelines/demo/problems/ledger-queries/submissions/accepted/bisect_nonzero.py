# sparse book: only the non-zero bookings are stored, their range is found by binary search
import sys
from bisect import bisect_left, bisect_right

def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, q = data[0], data[1]
    where, running = [], [0]
    for i in range(1, n + 1):
        v = data[i + 1]
        if v:
            where.append(i)
            running.append(running[-1] + v)
    ans = []
    it = iter(data[n + 2:])
    for l, r in zip(it, it):
        ans.append(running[bisect_right(where, r)] - running[bisect_left(where, l)])
    print(*ans[:q], sep="\n")

main()
