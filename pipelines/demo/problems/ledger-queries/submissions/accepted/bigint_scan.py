# one huge integer holds all bookings in 64-bit slots; log n shift-and-add rounds turn it into all prefix sums
import sys
from array import array

SHIFT = 10 ** 9  # makes every slot non-negative; a full sum stays below 2^47

def main():
    tok = sys.stdin.buffer.read().split()
    n = int(tok[0]); q = int(tok[1])
    slots = array("Q", [int(x) + SHIFT for x in tok[2:2 + n]])
    if sys.byteorder == "big":
        slots.byteswap()
    big = int.from_bytes(slots.tobytes(), "little")
    mask = (1 << (64 * n)) - 1
    step = 1
    while step < n:
        big = (big + (big << (64 * step))) & mask
        step *= 2
    pre = array("Q", [0])
    body = array("Q")
    body.frombytes(big.to_bytes(8 * n, "little"))
    if sys.byteorder == "big":
        body.byteswap()
    pre.extend(body)
    out = []
    for k in range(2 + n, 2 + n + 2 * q, 2):
        l, r = int(tok[k]) - 1, int(tok[k + 1])
        out.append(str(pre[r] - pre[l] - SHIFT * (r - l)))
    print("\n".join(out))

main()
