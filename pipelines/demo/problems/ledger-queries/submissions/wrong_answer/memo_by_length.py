# remember sums that were already computed
import sys

def main():
    it = iter(sys.stdin.read().split())
    n, q = int(next(it)), int(next(it))
    pre = [0]
    for _ in range(n):
        pre.append(pre[-1] + int(next(it)))
    memo = {}
    for _ in range(q):
        l, r = int(next(it)), int(next(it))
        key = r - l
        if key not in memo:
            memo[key] = pre[r] - pre[l - 1]
        print(memo[key])

main()
