# prefix sum minus the smallest earlier prefix sum
from sys import stdin


def solve(values):
    total = lowest = 0
    answer = values[0]
    for v in values:
        total += v
        answer = max(answer, total - lowest)
        lowest = min(lowest, total)
    return answer


t = int(stdin.readline())
for _ in range(t):
    stdin.readline()
    print(solve(list(map(int, stdin.readline().split()))))
