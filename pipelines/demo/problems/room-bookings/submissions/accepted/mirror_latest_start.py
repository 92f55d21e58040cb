# time reversed: always keep the booking that starts last
import sys
from operator import itemgetter

lines = sys.stdin.read().split('\n')
n = int(lines[0])
B = [tuple(map(int, l.split())) for l in lines[1:n + 1]]
B.sort(key=itemgetter(0), reverse=True)
wall = float('inf')
ans = 0
for s, e in B:
    if e <= wall:
        wall = s
        ans += 1
print(ans)
