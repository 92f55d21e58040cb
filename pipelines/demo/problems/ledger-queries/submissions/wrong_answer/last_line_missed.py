# prefix sums
n, q = map(int, input().split())
a = list(map(int, input().split()))
pre = [0] * (n + 1)
for i in range(1, n):
    pre[i] = pre[i - 1] + a[i - 1]
for _ in range(q):
    l, r = map(int, input().split())
    print(pre[r] - pre[l - 1])
