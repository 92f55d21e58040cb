# offline: all endpoints become events, sorted, and one running balance walks along the ledger once
import sys

def main():
    n, q, *xs = map(int, sys.stdin.read().split())
    a = xs[:n]
    qs = xs[n:]
    events = []
    for k in range(q):
        events.append((qs[2 * k] - 1, k, -1))
        events.append((qs[2 * k + 1], k, 1))
    events.sort()
    ans = [0] * q
    balance = 0
    at = 0
    for where, k, sign in events:
        while at < where:
            balance += a[at]
            at += 1
        ans[k] += sign * balance
    for v in ans:
        print(v)

main()
