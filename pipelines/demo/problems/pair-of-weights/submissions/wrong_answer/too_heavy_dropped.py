# weights beyond s can never be part of a pair, so do not even store them
import sys

def main():
    n, s = map(int, input().split())
    seen = {}
    for j, v in enumerate(map(int, input().split()), 1):
        if v > s:
            continue
        if s - v in seen:
            print(seen[s - v], j)
            return
        seen[v] = j
    print("IMPOSSIBLE")

main()
