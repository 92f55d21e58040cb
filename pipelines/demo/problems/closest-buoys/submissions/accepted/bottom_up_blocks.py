# iterative divide and conquer: blocks of 1, 2, 4, 8, ... points in x order
import sys, math, heapq

n = int(sys.stdin.readline())
pts = []
for _ in range(n):
    x, y = map(int, sys.stdin.readline().split())
    pts.append((y, x))
pts.sort(key=lambda p: p[1])

best = math.inf          # squared
blocks = [([p], p[1]) for p in pts]      # (points in y order, smallest x)
while len(blocks) > 1:
    merged = []
    for k in range(0, len(blocks) - 1, 2):
        (a, xa), (b, xb) = blocks[k], blocks[k + 1]
        c = list(heapq.merge(a, b))
        near = [p for p in c if (p[1] - xb) ** 2 < best]
        for i, (y, x) in enumerate(near):
            j = i + 1
            while j < len(near) and (near[j][0] - y) ** 2 < best:
                d = (near[j][0] - y) ** 2 + (near[j][1] - x) ** 2
                best = min(best, d)
                j += 1
        merged.append((c, xa))
    if len(blocks) & 1:
        merged.append(blocks[-1])
    blocks = merged
print(math.sqrt(best))
