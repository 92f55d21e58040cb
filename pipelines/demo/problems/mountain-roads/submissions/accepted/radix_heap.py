# monotone radix heap: bucket number = highest bit in which a key differs from the last minimum
import sys


class RadixHeap:
    def __init__(self):
        self.last = 0
        self.size = 0
        self.bins = [[] for _ in range(50)]

    def push(self, key, item):
        self.size += 1
        self.bins[(key ^ self.last).bit_length()].append((key, item))

    def pop(self):
        bins = self.bins
        if not bins[0]:
            i = 1
            while not bins[i]:
                i += 1
            moved, bins[i] = bins[i], []
            last = self.last = min(moved)[0]
            for entry in moved:
                bins[(entry[0] ^ last).bit_length()].append(entry)
        self.size -= 1
        return bins[0].pop()


def main():
    it = map(int, sys.stdin.read().split())
    n = next(it)
    m = next(it)
    near = [[] for _ in range(n)]
    for _ in range(m):
        a, b, c = next(it) - 1, next(it) - 1, next(it)
        near[a].append((b, c))
        near[b].append((a, c))
    dist = [1 << 48] * n
    dist[0] = 0
    h = RadixHeap()
    h.push(0, 0)
    while h.size:
        d, x = h.pop()
        if d != dist[x]:
            continue
        for y, c in near[x]:
            if dist[y] > d + c:
                dist[y] = d + c
                h.push(d + c, y)
    print(dist[-1] if dist[-1] < 1 << 48 else -1)


main()
