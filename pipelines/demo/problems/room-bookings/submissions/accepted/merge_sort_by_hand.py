# hand-written bottom-up merge sort on the ends; dominated ones are dropped while merging
import sys

def merge(a, b):
    """both ordered by end with strictly growing starts; keep only that kind"""
    out = []
    i = j = 0
    top = -1
    la, lb = len(a), len(b)
    while i < la or j < lb:
        if j == lb or (i < la and (a[i][1] < b[j][1] or (a[i][1] == b[j][1] and a[i][0] >= b[j][0]))):
            x = a[i]
            i += 1
        else:
            x = b[j]
            j += 1
        if x[0] > top:
            out.append(x)
            top = x[0]
    return out

vals = list(map(int, sys.stdin.buffer.read().split()))
runs = [[(vals[i], vals[i + 1])] for i in range(1, len(vals) - 1, 2)]
while len(runs) > 1:
    nxt = [merge(runs[i], runs[i + 1]) for i in range(0, len(runs) - 1, 2)]
    if len(runs) % 2:
        nxt.append(runs[-1])
    runs = nxt
last = 0
cnt = 0
for s, e in runs[0]:
    if s >= last:
        last = e
        cnt += 1
print(cnt)
