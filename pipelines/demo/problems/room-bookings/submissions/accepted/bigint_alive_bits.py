# the set of bookings that are still possible is one big integer, bit i = i-th by end
import sys

def main():
    n = int(sys.stdin.readline())
    L = []
    for _ in range(n):
        s, e = map(int, sys.stdin.readline().split())
        L.append((e, s))
    L.sort()
    starts = sorted((s, i) for i, (e, s) in enumerate(L))
    alive = (1 << n) - 1
    k = 0
    count = 0
    while alive:
        low = (alive & -alive).bit_length() - 1
        count += 1
        end = L[low][0]
        dead = []
        while k < n and starts[k][0] < end:
            dead.append(starts[k][1])
            k += 1
        if len(dead) < 8:
            for i in dead:
                alive &= ~(1 << i)
        else:
            m = bytearray(n // 8 + 1)
            for i in dead:
                m[i >> 3] |= 1 << (i & 7)
            alive &= ~int.from_bytes(m, 'little')
    print(count)

main()
