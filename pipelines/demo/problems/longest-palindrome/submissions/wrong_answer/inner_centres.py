# expand around all centres that have neighbours on both sides
s = input().strip()
n = len(s)
best = 0
for i in range(1, n - 1):
    for l, r in ((i, i), (i, i + 1)):
        while l >= 0 and r < n and s[l] == s[r]:
            l -= 1
            r += 1
        best = max(best, r - l - 1)
print(best)
