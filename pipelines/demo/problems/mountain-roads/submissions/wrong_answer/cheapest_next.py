# always take the cheapest road to a village where the cart has not been; go back when stuck
import sys


def main():
    rd = sys.stdin.readline
    n, m = map(int, rd().split())
    roads = [[] for _ in range(n + 1)]
    for _ in range(m):
        u, v, w = map(int, rd().split())
        roads[u].append((w, v))
        roads[v].append((w, u))
    for r in roads:
        r.sort(reverse=True)
    seen = {1}
    route = [(1, 0)]
    while route:
        u, fuel = route[-1]
        if u == n:
            print(fuel)
            return
        while roads[u] and roads[u][-1][1] in seen:
            roads[u].pop()
        if roads[u]:
            w, v = roads[u].pop()
            seen.add(v)
            route.append((v, fuel + w))
        else:
            route.pop()
    print(-1)


main()
