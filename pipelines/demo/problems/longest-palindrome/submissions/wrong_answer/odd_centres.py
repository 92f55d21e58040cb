# expand around each letter
s = input().strip()
best = 1
for c in range(len(s)):
    r = 0
    while c - r - 1 >= 0 and c + r + 1 < len(s) and s[c - r - 1] == s[c + r + 1]:
        r += 1
    best = max(best, 2 * r + 1)
print(best)
