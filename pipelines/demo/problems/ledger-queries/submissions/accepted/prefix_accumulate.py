# plain prefix sums with itertools.accumulate
import sys
from itertools import accumulate

def main():
    it = iter(sys.stdin.buffer.read().split())
    n, q = int(next(it)), int(next(it))
    pre = list(accumulate((int(next(it)) for _ in range(n)), initial=0))
    out = []
    for _ in range(q):
        l = int(next(it)); r = int(next(it))
        out.append(pre[r] - pre[l - 1])
    print(*out, sep="\n")

main()
