# tournament: a tree of winners over all rows, replay one path per output line
import sys

END = (1, "")


def main():
    n = int(sys.stdin.readline())
    size = 1
    while size < n:
        size *= 2
    tree = [END] * (2 * size)
    where = {}
    for i in range(n):
        nm, sc = sys.stdin.readline().split()
        tree[size + i] = (-int(sc), nm)
        where[nm] = size + i
    for v in range(size - 1, 0, -1):
        a, b = tree[2 * v], tree[2 * v + 1]
        tree[v] = a if a < b else b
    out = []
    for _ in range(n):
        best = tree[1]
        out.append("%s %d" % (best[1], -best[0]))
        v = where[best[1]]
        tree[v] = END
        while v > 1:
            a = tree[v]
            b = tree[v ^ 1]
            v >>= 1
            tree[v] = a if a < b else b
    print("\n".join(out))


main()
