# quicksort by end that throws away impossible bookings before it sorts the right part
import sys, random

data = list(map(int, sys.stdin.buffer.read().split()))
todo = [list(zip(data[1::2], data[2::2]))]
free = 0
cnt = 0
while todo:
    part = [p for p in todo.pop() if p[0] >= free]
    if not part:
        continue
    pivot = random.choice(part)[1]
    less = [p for p in part if p[1] < pivot]
    more = [p for p in part if p[1] > pivot]
    if more:
        todo.append(more)
    same = [p for p in part if p[1] == pivot]
    if less:
        todo.append(same)
        todo.append(less)
    else:
        # everything in `same` still fits and ends first: take one of them
        free = pivot
        cnt += 1
print(cnt)
