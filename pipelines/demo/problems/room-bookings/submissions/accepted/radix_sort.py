# LSD radix sort of the ends with 2^15 buckets, then one pass
import sys
from itertools import chain

def lsd(items, key, shift):
    mask = (1 << 15) - 1
    buckets = {}
    for i in items:
        b = (key[i] >> shift) & mask
        if b in buckets:
            buckets[b].append(i)
        else:
            buckets[b] = [i]
    return chain.from_iterable(buckets[b] for b in range(mask + 1) if b in buckets)

n, *rest = map(int, sys.stdin.buffer.read().split())
S, E = rest[0::2], rest[1::2]
order = lsd(lsd(range(n), E, 0), E, 15)
t = c = 0
for i in order:
    if t <= S[i]:
        t = E[i]
        c += 1
print(c)
