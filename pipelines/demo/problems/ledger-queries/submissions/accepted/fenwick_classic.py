# Fenwick tree, linear-time construction, range = two descents that stop where they meet
import sys
input = sys.stdin.readline

n, q = map(int, input().split())
tree = [0] + list(map(int, input().split()))
for i in range(1, n + 1):
    j = i + (i & -i)
    if j <= n:
        tree[j] += tree[i]

for _ in range(q):
    l, r = map(int, input().split())
    l -= 1
    s = 0
    while r > l:
        s += tree[r]
        r &= r - 1
    while l > r:
        s -= tree[l]
        l &= l - 1
    sys.stdout.write(str(s) + "\n")
