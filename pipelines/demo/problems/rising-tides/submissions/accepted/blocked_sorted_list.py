# sorted set of tails in blocks (list of lists): insert the value, erase its successor
import sys
from bisect import bisect_left


class Blocks:
    CAP = 200

    def __init__(self):
        self.blocks = []
        self.tops = []          # largest value in every block
        self.size = 0

    def add(self, x):
        """insert x unless it is there already, and erase the next larger value"""
        if not self.blocks:
            self.blocks.append([x])
            self.tops.append(x)
            self.size = 1
            return
        b = min(bisect_left(self.tops, x), len(self.tops) - 1)
        blk = self.blocks[b]
        k = bisect_left(blk, x)
        if k < len(blk) and blk[k] == x:
            return
        blk.insert(k, x)
        self.size += 1
        if k + 1 < len(blk):
            self.drop(b, k + 1)
        elif b + 1 < len(self.blocks):
            self.drop(b + 1, 0)
        self.tops[b] = blk[-1]
        if len(blk) > self.CAP:
            half = len(blk) // 2
            self.blocks[b:b + 1] = [blk[:half], blk[half:]]
            self.tops[b:b + 1] = [blk[half - 1], blk[-1]]

    def drop(self, b, k):
        del self.blocks[b][k]
        self.size -= 1
        if self.blocks[b]:
            self.tops[b] = self.blocks[b][-1]
        else:
            del self.blocks[b], self.tops[b]


def main():
    tokens = sys.stdin.buffer.read().split()
    s = Blocks()
    for t in tokens[1:]:
        s.add(int(t))
    print(s.size)


if __name__ == "__main__":
    main()
