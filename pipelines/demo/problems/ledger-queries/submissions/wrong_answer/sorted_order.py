# offline, questions sorted by their ends, running sums
import sys

data = list(map(int, sys.stdin.read().split()))
n, q = data[0], data[1]
a = data[2:2 + n]
qs = sorted((data[2 + n + 2 * i], data[3 + n + 2 * i]) for i in range(q))
run = [0]
for v in a:
    run.append(run[-1] + v)
for l, r in qs:
    print(run[r] - run[l - 1])
