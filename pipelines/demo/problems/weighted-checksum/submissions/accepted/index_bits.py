# bits of the position: for each bit, add up the entries whose position has it and weigh them with 2^bit
import sys

n, *a = map(int, sys.stdin.read().split())
a.insert(0, 0)          # positions start at 1
n += 1
answer = 0
step = 1
while step < n:
    if step == 1:
        part = sum(a[1::2])
    else:
        part = 0
        for start in range(step, n, 2 * step):
            part += sum(a[start:start + step])
    answer += step * part
    step *= 2
print(answer)
