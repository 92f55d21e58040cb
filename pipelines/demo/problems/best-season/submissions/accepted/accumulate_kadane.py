# Kadane as one itertools.accumulate expression
import sys
from itertools import accumulate, islice

tokens = map(int, sys.stdin.read().split())
for _ in range(next(tokens)):
    days = islice(tokens, next(tokens))
    print(max(accumulate(days, lambda s, x: x + s if s > 0 else x)))
