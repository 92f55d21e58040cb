# squeeze from both sides: earliest end from the left, latest start from the right, in turns
import sys
from collections import deque

inp = list(map(int, sys.stdin.read().split()))
iv = [(inp[i], inp[i + 1]) for i in range(1, 2 * inp[0], 2)]
left = deque(sorted(iv, key=lambda p: p[1]))
right = deque(sorted(iv, key=lambda p: -p[0]))
lo, hi = 0, 10 ** 9
ans = 0
while True:
    while left and left[0][0] < lo:
        left.popleft()
    if not left or left[0][1] > hi:
        break
    lo = left.popleft()[1]
    ans += 1
    while right and right[0][1] > hi:
        right.popleft()
    if not right or right[0][0] < lo:
        break
    hi = right.popleft()[0]
    ans += 1
print(ans)
