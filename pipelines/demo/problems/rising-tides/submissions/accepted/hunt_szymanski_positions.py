# Hunt-Szymanski: LCS with the sorted distinct copy, so the thresholds are positions and not values
from bisect import bisect_left
from collections import defaultdict

n = int(input())
where = defaultdict(list)
for i, v in enumerate(map(int, input().split())):
    where[v].append(i)

threshold = []
for v in sorted(where):
    for p in reversed(where[v]):        # latest match first: one match per value
        k = bisect_left(threshold, p)
        threshold[k:k + 1] = [p]
print(len(threshold))
