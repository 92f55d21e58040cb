# glue all cases together with hugely negative separators, one pass over everything
import sys

WALL = -10**15

data = [int(x) for x in sys.stdin.buffer.read().split()]
i, t = 1, data[0]
walls = []
while len(walls) < t:
    step = data[i] + 1
    data[i] = WALL              # the count n becomes the wall in front of its case
    walls.append(i)
    i += step
walls.append(i)

ending = [0] * i
run = 0
for k in range(1, i):
    run = max(run, 0) + data[k]
    ending[k] = run

for left, right in zip(walls, walls[1:]):
    print(max(ending[left + 1:right]))
