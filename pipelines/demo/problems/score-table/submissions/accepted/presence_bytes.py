# one flag byte per possible score; jump to the next lower used score with rfind
import sys

raw = sys.stdin.read().split()
n = int(raw[0])
mark = bytearray(10**6 + 1)
head = {}
for i in sorted(range(1, 2 * n, 2), key=raw.__getitem__):
    s = int(raw[i + 1])
    if mark[s]:
        head[s].append(raw[i])
    else:
        mark[s] = 1
        head[s] = [raw[i]]
p = mark.rfind(1)
while p >= 0:
    for name in head[p]:
        print(name, p)
    p = mark.rfind(1, 0, p)
