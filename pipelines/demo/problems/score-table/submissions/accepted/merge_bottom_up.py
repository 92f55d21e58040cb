# hand-written bottom-up merge sort with doubling run lengths
import sys


def merge(left, right, res):
    i = j = 0
    ln, rn = len(left), len(right)
    while i < ln and j < rn:
        if left[i] <= right[j]:
            res.append(left[i])
            i += 1
        else:
            res.append(right[j])
            j += 1
    res.extend(left[i:])
    res.extend(right[j:])


def main():
    tok = sys.stdin.read().split()
    n = int(tok[0])
    a = [(-int(tok[2 * k + 2]), tok[2 * k + 1]) for k in range(n)]
    width = 1
    while width < n:
        b = []
        for lo in range(0, n, 2 * width):
            merge(a[lo:lo + width], a[lo + width:lo + 2 * width], b)
        a = b
        width *= 2
    for neg, name in a:
        sys.stdout.write(f"{name} {-neg}\n")


if __name__ == "__main__":
    main()
