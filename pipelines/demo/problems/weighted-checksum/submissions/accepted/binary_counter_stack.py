# online: stack of blocks whose lengths are powers of two, equal neighbours are merged like a binary counter
import sys


def merge(left, right):
    return (left[0] + right[0], left[1] + right[1],
            left[2] + right[2] + left[0] * right[1])


n = int(sys.stdin.readline())
stack = []
for value in map(int, sys.stdin.readline().split()):
    block = (1, value, value)
    while stack and stack[-1][0] == block[0]:
        block = merge(stack.pop(), block)
    stack.append(block)

result = stack.pop()
while stack:
    result = merge(stack.pop(), result)
print(result[2])
