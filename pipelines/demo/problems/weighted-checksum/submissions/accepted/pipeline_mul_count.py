# straight pipeline: multiply the stream of positions with the stream of entries
from itertools import count
from operator import mul

input()
print(sum(map(mul, count(1), map(int, input().split()))))
