# doubling table: up[k][i] is the sum of 2^k bookings from i on; a range is cut by the bits of its length
import sys

def main():
    rd = sys.stdin.readline
    n, q = (int(v) for v in rd().split())
    row = [int(v) for v in rd().split()]
    up = [row]
    k = 1
    while 2 * k <= n:
        row = [x + y for x, y in zip(row, row[k:])]
        up.append(row)
        k *= 2
    for _ in range(q):
        l, r = rd().split()
        pos = int(l) - 1
        length = int(r) - pos
        s = 0
        while length:
            b = length.bit_length() - 1
            s += up[b][pos]
            pos += 1 << b
            length ^= 1 << b
        print(s)

main()
