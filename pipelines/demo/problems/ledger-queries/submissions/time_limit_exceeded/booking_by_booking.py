# every booking is offered to every question
import sys

def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, q = data[0], data[1]
    L = data[n + 2::2]
    R = data[n + 3::2]
    ans = [0] * q
    for i in range(1, n + 1):
        v = data[i + 1]
        for k in range(q):
            if L[k] <= i <= R[k]:
                ans[k] += v
    print("\n".join(map(str, ans)))

main()
