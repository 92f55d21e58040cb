# lazily filled dictionary of aligned power-of-two blocks, reached with a greedy walk from left to right
import sys

def main():
    data = list(map(int, sys.stdin.read().split()))
    n, q = data[0], data[1]
    a = data[2:2 + n]
    cache = {}

    def block(start, size):
        if size == 1:
            return a[start]
        key = (start, size)
        got = cache.get(key)
        if got is None:
            half = size >> 1
            got = cache[key] = block(start, half) + block(start + half, half)
        return got

    out = []
    for i in range(n + 2, n + 2 + 2 * q, 2):
        pos, end = data[i] - 1, data[i + 1]
        s = 0
        while pos < end:
            size = (pos & -pos) or (1 << 16)
            while pos + size > end:
                size >>= 1
            s += block(pos, size)
            pos += size
        out.append(s)
    sys.stdout.write("\n".join(map(str, out)))
    sys.stdout.write("\n")

main()
