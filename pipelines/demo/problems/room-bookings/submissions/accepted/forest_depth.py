# successor links form a forest whose node 0 is "done"; the answer is the deepest node
import sys

def main():
    f = sys.stdin
    n = int(f.readline())
    a = []
    for line in f:
        if line.strip():
            x, y = line.split()
            a.append((int(x), int(y)))
    by_start = sorted(a, key=lambda p: -p[0])
    by_end = sorted(a, key=lambda p: -p[1])
    # go through the ends from late to early; reach = max depth of a booking that starts at >= end
    depth_at = {}
    reach = 0
    k = 0
    for s, e in by_end:
        while k < n and by_start[k][0] >= e:
            d = depth_at[by_start[k]]
            if d > reach:
                reach = d
            k += 1
        depth_at[(s, e)] = reach + 1
    print(max(depth_at.values()))

main()
