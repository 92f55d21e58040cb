# running checksum kept in a signed 32-bit register
import sys

data = list(map(int, sys.stdin.read().split()))
total = 0
for i in range(1, data[0] + 1):
    total += i * data[i]
    total = (total + 2**31) % 2**32 - 2**31
print(total)
