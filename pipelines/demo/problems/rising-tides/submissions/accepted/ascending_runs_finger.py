# cut the sequence into ascending runs; inside a run the insert position only moves right (finger search)
from bisect import bisect_left


def runs(seq):
    cur = []
    for x in seq:
        if cur and x <= cur[-1]:
            yield cur
            cur = []
        cur.append(x)
    yield cur


input()
t = []
for run in runs(map(int, input().split())):
    k = 0
    for x in run:
        if k == len(t):
            t.append(x)
        else:
            if t[k] < x:
                k = bisect_left(t, x, k)
            t[k:k + 1] = [x]
        k += 1
print(len(t))
