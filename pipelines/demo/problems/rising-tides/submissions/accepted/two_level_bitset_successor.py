# set of tail ranks as two-level bitset (words of 256 bits and a summary), successor by lowest set bit
import sys


def main():
    rd = sys.stdin.readline
    n = int(rd())
    a = [int(x) for x in rd().split()]
    ids = {v: k for k, v in enumerate(sorted(set(a)))}
    words = [0] * (len(ids) // 256 + 1)
    summary = 0
    size = 0
    for v in a:
        r = ids[v]
        hi, lo = r >> 8, r & 255
        rest = words[hi] >> lo
        if rest & 1:
            continue
        if rest:
            words[hi] ^= (rest & -rest) << lo
        else:
            up = summary >> (hi + 1)
            if up:
                b = hi + (up & -up).bit_length()
                words[b] &= words[b] - 1
                if not words[b]:
                    summary ^= 1 << b
            else:
                size += 1
        words[hi] |= 1 << lo
        summary |= 1 << hi
    print(size)


main()
