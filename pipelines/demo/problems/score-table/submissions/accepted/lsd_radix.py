# least-significant-digit radix sort: letters from last to first, then two score digits
import sys


def spread(order, digits, base):
    box = [[] for _ in range(base)]
    for i in order:
        box[digits[i]].append(i)
    return [i for b in box for i in b]


def main():
    data = sys.stdin.buffer.read().split()
    n = int(data[0])
    names = data[1:2 * n + 1:2]
    scores = list(map(int, data[2:2 * n + 2:2]))
    longest = max(map(len, names))
    order = range(n)
    for pos in range(longest - 1, -1, -1):
        order = spread(order, [w[pos] - 96 if pos < len(w) else 0 for w in names], 27)
    flipped = [10**6 - s for s in scores]
    order = spread(order, [f % 1001 for f in flipped], 1001)
    order = spread(order, [f // 1001 for f in flipped], 1001)
    out = [names[i] + b" %d\n" % scores[i] for i in order]
    sys.stdout.buffer.write(b"".join(out))


main()
