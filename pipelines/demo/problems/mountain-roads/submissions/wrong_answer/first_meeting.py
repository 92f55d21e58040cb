# search from both ends in turn and join the halves where they meet
import heapq
import sys

inp = sys.stdin.readline
n, m = map(int, inp().split())
g = [[] for _ in range(n + 1)]
for _ in range(m):
    u, v, w = map(int, inp().split())
    g[u].append((v, w))
    g[v].append((u, w))
heaps = [[(0, 1)], [(0, n)]]
done = [{}, {}]
turn = 0
answer = -1
while heaps[0] and heaps[1]:
    d, u = heapq.heappop(heaps[turn])
    if u not in done[turn]:
        done[turn][u] = d
        if u in done[1 - turn]:
            answer = d + done[1 - turn][u]
            break
        for v, w in g[u]:
            if v not in done[turn]:
                heapq.heappush(heaps[turn], (d + w, v))
    turn = 1 - turn
print(answer)
