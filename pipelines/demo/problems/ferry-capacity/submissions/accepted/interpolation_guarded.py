# interpolation search on the number of trips, every second guess is the midpoint
import sys

vals = [int(x) for x in sys.stdin.read().split()]
n, k, w = vals[0], vals[1], vals[2:]


def trips(cap):
    t = 1
    s = 0
    for x in w:
        s += x
        if s > cap:
            t += 1
            s = x
    return t


total = sum(w)
lo = max(w)
t_lo = trips(lo)
if t_lo <= k:
    print(lo)
    sys.exit()
hi, t_hi = total, 1
# invariant: lo is too small, hi is enough
turn = 0
while hi - lo > 1:
    turn ^= 1
    if turn:
        # trips behave like total / capacity, so interpolate the reciprocal
        part = (t_lo - k) / (t_lo - t_hi)
        inv = 1 / lo + (1 / hi - 1 / lo) * part
        guess = int(1 / inv)
        guess = min(max(guess, lo + 1), hi - 1)
    else:
        guess = (lo + hi) // 2
    t = trips(guess)
    if t > k:
        lo, t_lo = guess, t
    else:
        hi, t_hi = guess, t
print(hi)
