# one huge integer A(X) with X = 2^64: A mod (X-1)^2 equals A(1) + A'(1)*(X-1)
import sys
from struct import pack

SHIFT = 10**8
data = list(map(int, sys.stdin.buffer.read().split()))
n = data[0]
coeff = [0] + [v + SHIFT for v in data[1:n + 1]]
big = int.from_bytes(pack("<%dQ" % (n + 1), *coeff), "little")
m = 2**64 - 1
derivative = big % (m * m) // m
print(derivative - SHIFT * (n * (n + 1) // 2))
