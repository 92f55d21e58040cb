# sqrt decomposition over ranks
n = int(input())
a = list(map(int, input().split()))
B = 100
rank = {v: i for i, v in enumerate(sorted(set(a)))}
best = [0] * len(rank)
block = [0] * (len(rank) // B + 1)
for v in a:
    r = rank[v]
    b = r // B
    q = 0
    for k in range(b - 1):
        q = max(q, block[k])
    for k in range(b * B, r):
        q = max(q, best[k])
    best[r] = max(best[r], q + 1)
    block[b] = max(block[b], q + 1)
print(max(best))
