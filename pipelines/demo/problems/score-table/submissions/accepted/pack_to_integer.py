# every row becomes one big integer (flipped score, name in base 27); sort integers and decode
import sys

TOP = 10 ** 6
SHIFT = 27 ** 10


def encode(name, score):
    code = 0
    for c in name.encode().ljust(10, b"`"):
        code = code * 27 + c - 96
    return (TOP - score) * SHIFT + code


def decode(x):
    hi, x = divmod(x, SHIFT)
    letters = []
    while x:
        x, r = divmod(x, 27)
        if r:
            letters.append(chr(96 + r))
    return "".join(reversed(letters)), TOP - hi


toks = sys.stdin.read().split()[1:]
codes = sorted(encode(toks[i], int(toks[i + 1])) for i in range(0, len(toks), 2))
print(*("%s %d" % decode(c) for c in codes), sep="\n")
