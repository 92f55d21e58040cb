# monotone stack removes bookings that contain another one, then a two pointer walk
from sys import stdin
n = int(stdin.readline())
arr = sorted((tuple(map(int, stdin.readline().split())) for _ in range(n)), key=lambda p: (p[0], -p[1]))
stack = []
for s, e in arr:
    while stack and stack[-1][1] >= e:
        stack.pop()
    stack.append((s, e))
i = 0
answer = 0
while i < len(stack):
    answer += 1
    limit = stack[i][1]
    while i < len(stack) and stack[i][0] < limit:
        i += 1
print(answer)
