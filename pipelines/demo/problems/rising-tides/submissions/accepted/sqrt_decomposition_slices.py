# sqrt decomposition over ranks: maximum of whole blocks plus a slice of the current one
n = int(input())
a = list(map(int, input().split()))
B = 128
pos = {v: i for i, v in enumerate(sorted(set(a)))}
cell = [0] * len(pos)
block = [0] * (len(pos) // B + 1)
for v in a:
    p = pos[v]
    b = p // B
    d = 1 + max(max(block[:b], default=0), max(cell[b * B:p], default=0))
    cell[p] = max(cell[p], d)
    block[b] = max(block[b], d)
print(max(block))
