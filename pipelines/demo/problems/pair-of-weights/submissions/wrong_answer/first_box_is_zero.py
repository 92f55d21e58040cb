# hash map, one pass
import sys

tok = sys.stdin.buffer.read().split()
n, s = int(tok[0]), int(tok[1])
seen = {}
for j, x in enumerate(map(int, tok[2:2 + n])):
    i = seen.get(s - x)
    if i:
        print(i + 1, j + 1)
        sys.exit()
    seen[x] = j
print("IMPOSSIBLE")
