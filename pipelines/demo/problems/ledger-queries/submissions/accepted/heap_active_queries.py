# one pass over the ledger; a heap holds the open questions by the line where they close
import sys
from heapq import heappush, heappop

def main():
    read = sys.stdin.buffer.readline
    n, q = map(int, read().split())
    a = list(map(int, read().split()))
    opening = [[] for _ in range(n)]
    for k in range(q):
        l, r = map(int, read().split())
        opening[l - 1].append((r, k))
    ans = [0] * q
    heap = []
    seen = 0
    for i in range(n):
        for r, k in opening[i]:
            heappush(heap, (r, k))
            ans[k] = -seen
        seen += a[i]
        while heap and heap[0][0] == i + 1:
            _, k = heappop(heap)
            ans[k] += seen
    print("\n".join(str(v) for v in ans))

main()
