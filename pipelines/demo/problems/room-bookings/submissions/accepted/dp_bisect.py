# weighted interval scheduling dp with all weights 1
from bisect import bisect_right
from sys import stdin

def solve():
    n = int(stdin.readline())
    jobs = []
    for _ in range(n):
        s, e = map(int, stdin.readline().split())
        jobs.append((s, e))
    jobs.sort(key=lambda j: j[1])
    ends = [e for _, e in jobs]
    best = [0] * (n + 1)
    for i, (s, _) in enumerate(jobs):
        # everything with end <= s is available before this job
        p = bisect_right(ends, s, 0, i)
        best[i + 1] = max(best[i], best[p] + 1)
    return best[n]

print(solve())
