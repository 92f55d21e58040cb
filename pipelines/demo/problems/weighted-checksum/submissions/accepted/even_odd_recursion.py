# even/odd split like in an FFT: W(a) = 2*W(even) + 2*W(odd) + sum(odd), positions from zero
import sys


def w(a):
    if len(a) < 6:
        return sum(i * x for i, x in enumerate(a))
    odd = a[1::2]
    return 2 * (w(a[::2]) + w(odd)) + sum(odd)


def main():
    sys.stdin.readline()
    a = [int(t) for t in sys.stdin.readline().split()]
    print(w([0] + a))


main()
