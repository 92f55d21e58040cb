# Fenwick tree built in O(n); the answer is the sum of n suffix queries
import sys

data = sys.stdin.buffer.read().split()
n = int(data[0])
tree = [0] + [int(x) for x in data[1:n + 1]]
for i in range(1, n + 1):
    j = i + (i & -i)
    if j <= n:
        tree[j] += tree[i]


def query(i):
    s = 0
    while i:
        s += tree[i]
        i &= i - 1
    return s


total = query(n)
ans = 0
for start in range(n):
    ans += total - query(start)
print(ans)
