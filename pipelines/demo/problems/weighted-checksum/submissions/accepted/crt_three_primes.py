# residues modulo three primes, put together with Garner's scheme, then moved to the signed range
import sys

PRIMES = (998244353, 1000000007, 1000000009)


def residue(a, p):
    r = 0
    i = 0
    for x in a:
        i += 1
        r = (r + i * x) % p
    return r


def main():
    a = list(map(int, sys.stdin.buffer.read().split()))[1:]
    value, modulus = 0, 1
    for p in PRIMES:
        r = residue(a, p)
        t = (r - value) * pow(modulus, -1, p) % p
        value += t * modulus
        modulus *= p
    if value > modulus // 2:
        value -= modulus
    print(value)


main()
