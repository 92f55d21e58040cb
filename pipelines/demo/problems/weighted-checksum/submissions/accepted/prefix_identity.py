# complement: entry i is missing from i-1 prefixes, so answer = n*total - (prefixes before the last)
import sys


def main():
    data = sys.stdin.buffer.read().split()
    n = int(data[0])
    prefix = 0
    missing = 0
    for tok in data[1:n + 1]:
        missing += prefix
        prefix += int(tok)
    # (n) * total - sum of P_0..P_{n-1} counts a_i exactly n - (n - i) = i times
    print(n * prefix - missing)


main()
