# for lengths of one parity existence is monotone: binary search on the length, slices for the test
import sys


def exists(s, size):
    for i in range(len(s) - size + 1):
        piece = s[i:i + size]
        if piece == piece[::-1]:
            return True
    return False


def longest(s, parity):
    lo, hi = 0, (len(s) - parity) // 2
    while lo < hi:
        half = (lo + hi + 1) // 2
        if exists(s, 2 * half + parity):
            lo = half
        else:
            hi = half - 1
    return 2 * lo + parity


for line in sys.stdin:
    word = line.strip()
    if word:
        print(max(longest(word, 0), longest(word, 1)))
