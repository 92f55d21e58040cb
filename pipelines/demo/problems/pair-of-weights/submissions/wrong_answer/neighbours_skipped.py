# two pointers on sorted box numbers
n, s = map(int, input().split())
a = list(map(int, input().split()))
idx = sorted(range(n), key=lambda i: a[i])
l, r = 0, n - 1
ans = None
while l < r - 1:
    t = a[idx[l]] + a[idx[r]]
    if t == s:
        ans = sorted([idx[l] + 1, idx[r] + 1])
        break
    elif t < s:
        l += 1
    else:
        r -= 1
print(*(ans or ["IMPOSSIBLE"]))
