# unbalanced search tree in arrays after a seeded shuffle, read out in order
import random
import sys


def main():
    tokens = sys.stdin.read().split()
    n = int(tokens[0])
    rows = [(-int(tokens[i + 1]), tokens[i]) for i in range(1, 2 * n, 2)]
    random.Random(20210508).shuffle(rows)
    left = [-1] * n
    right = [-1] * n
    for i in range(1, n):
        x = rows[i]
        cur = 0
        while True:
            if x < rows[cur]:
                if left[cur] < 0:
                    left[cur] = i
                    break
                cur = left[cur]
            else:
                if right[cur] < 0:
                    right[cur] = i
                    break
                cur = right[cur]
    todo = []
    cur = 0
    while todo or cur >= 0:
        while cur >= 0:
            todo.append(cur)
            cur = left[cur]
        cur = todo.pop()
        print(rows[cur][1], -rows[cur][0])
        cur = right[cur]


main()
