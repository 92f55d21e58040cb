# two pointers with inner loops
n, s = map(int, input().split())
w = sorted((int(x), k) for k, x in enumerate(input().split(), 1))
lo, hi = 0, n - 1
ans = "IMPOSSIBLE"
while lo < hi:
    while w[lo][0] + w[hi][0] < s:
        lo += 1
    while w[lo][0] + w[hi][0] > s:
        hi -= 1
    if lo < hi and w[lo][0] + w[hi][0] == s:
        i, j = sorted((w[lo][1], w[hi][1]))
        ans = f"{i} {j}"
        break
print(ans)
