# for a fixed capacity: trips needed by every suffix, right to left with two pointers
import sys


def main():
    n, k = map(int, input().split())
    w = list(map(int, input().split()))
    pre = [0] * (n + 1)
    for i in range(n):
        pre[i + 1] = pre[i] + w[i]
    need = [0] * (n + 1)

    def trips(cap):
        j = n
        for i in range(n - 1, -1, -1):
            limit = pre[i] + cap
            while pre[j] > limit:
                j -= 1
            need[i] = need[j] + 1
        return need[0]

    mean = (pre[n] + k - 1) // k
    lo = max(mean, max(w))
    hi = mean + max(w)
    while lo < hi:
        mid = lo + (hi - lo) // 2
        if trips(mid) > k:
            lo = mid + 1
        else:
            hi = mid
    print(lo)


input = sys.stdin.readline
main()
