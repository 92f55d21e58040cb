# sum of all suffix sums: accumulate the reversed row and add up what comes out
import sys
from itertools import accumulate

numbers = list(map(int, sys.stdin.read().split()))[1:]
numbers.reverse()
print(sum(accumulate(numbers)))
