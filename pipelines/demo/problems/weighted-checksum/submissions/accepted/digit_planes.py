# decimal digits of the entries: one plane per digit place, each collects signed positions per digit
import sys

n = int(sys.stdin.readline())
tokens = sys.stdin.readline().split()
signed = [-i if t[0] == "-" else i for i, t in enumerate(tokens, 1)]
padded = [t.lstrip("-").zfill(9) for t in tokens]
answer = 0
for plane in zip(*padded):
    got = dict.fromkeys("0123456789", 0)
    for digit, i in zip(plane, signed):
        got[digit] += i
    answer = 10 * answer + sum(int(digit) * s for digit, s in got.items())
print(answer)
