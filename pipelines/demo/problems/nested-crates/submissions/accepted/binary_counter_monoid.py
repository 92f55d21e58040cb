# reduced words form a monoid; multiply them bottom-up like carries in a binary counter
import sys


def times(a, b):
    if a is None or b is None:
        return None
    (ca, oa), (cb, ob) = a, b
    # oa is kept as the list of closers it needs, nearest first
    k = min(len(oa), len(cb))
    if oa[:k] != cb[:k]:
        return None
    return ca + cb[k:], ob + oa[k:]


ATOM = {"(": (b"", b")"), "[": (b"", b"]"), "{": (b"", b"}"),
        ")": (b")", b""), "]": (b"]", b""), "}": (b"}", b"")}

digits = []
for token in sys.stdin:
    for ch in token.strip():
        weight, word = 1, ATOM[ch]
        while digits and digits[-1][0] == weight:
            word = times(digits.pop()[1], word)
            weight *= 2
        digits.append((weight, word))

total = (b"", b"")
while digits:
    total = times(digits.pop()[1], total)
print("YES" if total == (b"", b"") else "NO")
