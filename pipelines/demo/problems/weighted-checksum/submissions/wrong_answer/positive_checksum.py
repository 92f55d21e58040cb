# suffix sums from the back, checksum printed without sign
import sys

a = [int(t) for t in sys.stdin.read().split()][1:]
run = total = 0
for x in reversed(a):
    run += x
    total += run
print(abs(total))
