# for each distinct value add up its positions, then one product per value
import sys
from collections import defaultdict

where = defaultdict(int)
n = int(sys.stdin.readline())
for i, token in enumerate(sys.stdin.readline().split(), start=1):
    where[token] += i
print(sum(int(token) * places for token, places in where.items()))
