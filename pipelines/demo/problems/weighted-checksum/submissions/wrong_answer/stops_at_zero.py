# walks along the row until there is nothing left
import sys

it = map(int, sys.stdin.read().split()[1:])
i, total = 1, 0
while x := next(it, 0):
    total += i * x
    i += 1
print(total)
