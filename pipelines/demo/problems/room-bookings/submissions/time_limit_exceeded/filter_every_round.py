# take the earliest end, throw out everything it blocks, repeat
import sys
v = list(map(int, sys.stdin.read().split()))
left = [(v[i + 1], v[i]) for i in range(1, len(v), 2)]
rounds = 0
while left:
    end = min(left)[0]
    left = [b for b in left if b[1] >= end]
    rounds += 1
print(rounds)
