# two orders, by end and by start: choose from the first, kill along the second
import sys
raw = sys.stdin.read().split()
n = int(raw[0])
s = [int(x) for x in raw[1::2]]
e = [int(x) for x in raw[2::2]]
by_end = sorted(range(n), key=lambda i: e[i])
by_start = sorted(range(n), key=lambda i: s[i])
alive = bytearray(b'\x01' * n)
kill = 0
chosen = []
for i in by_end:
    if not alive[i]:
        continue
    chosen.append(i)
    while kill < n and s[by_start[kill]] < e[i]:
        alive[by_start[kill]] = 0
        kill += 1
print(len(chosen))
