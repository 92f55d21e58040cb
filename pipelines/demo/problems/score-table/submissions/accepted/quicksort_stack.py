# quicksort with three-way partition and an explicit stack
import sys


def main():
    inp = sys.stdin.readline
    n = int(inp())
    rows = []
    for _ in range(n):
        w, s = inp().split()
        rows.append((-int(s), w))
    answer = []
    stack = [rows]
    while stack:
        part = stack.pop()
        if len(part) <= 8:
            # tiny part: insertion sort
            for i in range(1, len(part)):
                cur = part[i]
                j = i - 1
                while j >= 0 and part[j] > cur:
                    part[j + 1] = part[j]
                    j -= 1
                part[j + 1] = cur
            answer += part
            continue
        k = len(part)
        pivot = sorted((part[k // 7], part[k // 2], part[k - 1 - k // 5]))[1]
        small = [r for r in part if r < pivot]
        large = [r for r in part if r > pivot]
        stack.append(large)
        stack.append([pivot])
        stack.append(small)
    print("\n".join("%s %d" % (w, -s) for s, w in answer))


main()
