# list all maximal scoring segments (stack with links to the nearest lower start), report the heaviest
import sys


def heaviest(a):
    start, end, link = [], [], []       # prefix before / after each segment, link to a lower start
    s = 0
    for x in a:
        if x <= 0:
            s += x
            continue
        lo, s = s, s + x
        j = len(start) - 1
        while True:
            while j >= 0 and start[j] >= lo:
                j = link[j]
            if j < 0 or end[j] >= s:
                break
            lo = start[j]               # absorb everything from segment j on
            del start[j:], end[j:]
            nxt = link[j]
            del link[j:]
            j = nxt
        start.append(lo)
        end.append(s)
        link.append(j)
    if not start:
        return max(a)
    return max(e - b for b, e in zip(start, end))


def main():
    sys.stdin.readline()
    rows = sys.stdin.readlines()
    for row in rows[1::2]:
        print(heaviest(list(map(int, row.split()))))


main()
