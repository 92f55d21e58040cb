# spread the weight evenly: every trip takes cars until it is closest to the average of what is left
import sys

n, k, *w = map(int, sys.stdin.read().split())
rest = sum(w)
i = 0
answer = 0
for left in range(k, 0, -1):
    goal = rest / left
    load = 0
    while i < n and (left == 1 or load == 0 or abs(load + w[i] - goal) <= abs(load - goal)):
        load += w[i]
        i += 1
    rest -= load
    answer = max(answer, load)
print(answer)
