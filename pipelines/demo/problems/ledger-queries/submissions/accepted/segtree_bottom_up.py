# iterative segment tree stored in one flat list of length 2n
import sys


class Tree:
    __slots__ = ("n", "t")

    def __init__(self, values):
        self.n = len(values)
        self.t = [0] * self.n + values
        t = self.t
        for i in range(self.n - 1, 0, -1):
            t[i] = t[2 * i] + t[2 * i + 1]

    def ask(self, lo, hi):  # half open
        t = self.t
        lo += self.n
        hi += self.n
        acc = 0
        while lo < hi:
            if lo & 1:
                acc += t[lo]
                lo += 1
            if hi & 1:
                hi -= 1
                acc += t[hi]
            lo >>= 1
            hi >>= 1
        return acc


def main():
    data = list(map(int, sys.stdin.buffer.read().split()))
    n, q = data[0], data[1]
    tree = Tree(data[2:2 + n])
    rest = data[2 + n:2 + n + 2 * q]
    print("\n".join(str(tree.ask(l - 1, r)) for l, r in zip(rest[::2], rest[1::2])))


if __name__ == "__main__":
    main()
