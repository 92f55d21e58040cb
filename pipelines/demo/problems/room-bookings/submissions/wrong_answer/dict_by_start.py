# dictionary start -> end, best chain from the back
import sys

tok = list(map(int, sys.stdin.read().split()))
end_of = {}
for i in range(tok[0]):
    end_of[tok[2 * i + 1]] = tok[2 * i + 2]

first_start = 10 ** 9 + 1
count = 0
for s in sorted(end_of, reverse=True):
    if end_of[s] <= first_start:
        first_start = s
        count += 1
print(count)
