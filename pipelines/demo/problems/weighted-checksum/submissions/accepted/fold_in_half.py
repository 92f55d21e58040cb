# fold the row: put the back half onto the front half until one cell is left
import sys
from operator import add

row = [0] + list(map(int, sys.stdin.read().split()))[1:]
size = 1
while size < len(row):
    size *= 2
row += [0] * (size - len(row))
checksum = 0
while size > 1:
    size //= 2
    back = row[size:]
    checksum += size * sum(back)
    row = list(map(add, row[:size], back))
print(checksum)
