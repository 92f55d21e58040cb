# glue overlapping bookings into blocks, one booking per block
import sys
rd = sys.stdin.readline
n = int(rd())
iv = sorted(tuple(map(int, rd().split())) for _ in range(n))
blocks = []
for s, e in iv:
    if blocks and s < blocks[-1][1]:
        blocks[-1][1] = max(blocks[-1][1], e)
    else:
        blocks.append([s, e])
print(len(blocks))
