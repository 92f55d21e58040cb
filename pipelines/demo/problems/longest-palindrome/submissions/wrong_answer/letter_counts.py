# pairs of equal letters go to both ends, one single letter to the middle
from collections import Counter

counts = Counter(input().strip()).values()
pairs = sum(c // 2 for c in counts)
print(2 * pairs + any(c % 2 for c in counts))
