# one bucket per score, walked from high to low
import sys

MAX = 10**6


def main():
    tok = sys.stdin.read().split()
    bucket = {}
    for i in range(1, len(tok), 2):
        bucket.setdefault(int(tok[i + 1]), []).append(tok[i])
    for s in range(MAX - 1, -1, -1):
        if s in bucket:
            for name in sorted(bucket[s]):
                print(name, s)


main()
