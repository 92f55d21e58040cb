# generator pipeline over regex matches; sums are kept from the far end (suffix sums)
import re
import sys

def numbers(text):
    for m in re.finditer(r"-?\d+", text):
        yield int(m.group())

def suffixes(values):
    s = 0
    yield s
    for v in reversed(values):
        s += v
        yield s

def answers(stream):
    n = next(stream)
    q = next(stream)
    suf = list(suffixes([next(stream) for _ in range(n)]))
    # suf[k] = sum of the last k bookings
    for _ in range(q):
        l, r = next(stream), next(stream)
        yield suf[n - l + 1] - suf[n - r]

sys.stdout.writelines("%d\n" % v for v in answers(numbers(sys.stdin.read())))
