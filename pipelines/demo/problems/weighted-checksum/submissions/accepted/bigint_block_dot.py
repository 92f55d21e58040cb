# dot products by multiplying packed integers: the middle coefficient of a product is a whole block
import sys
from struct import pack

K = 128
OFF = 10**8
WEIGHTS = int.from_bytes(pack("<%dQ" % K, *range(K, 0, -1)), "little")
MASK = (1 << 64) - 1

n, *a = map(int, sys.stdin.read().split())
a = [x + OFF for x in a]
a += [0] * (-n % K)
ans = 0
for s in range(0, len(a), K):
    block = a[s:s + K]
    packed = int.from_bytes(pack("<%dQ" % K, *block), "little")
    dot = (packed * WEIGHTS) >> (64 * (K - 1)) & MASK
    ans += dot + s * sum(block)
print(ans - OFF * n * (n + 1) // 2)
