# every substring is tested letter by letter
s = input().strip()
n = len(s)
best = 0
for i in range(n):
    for j in range(i, n):
        a, b = i, j
        while a < b and s[a] == s[b]:
            a += 1
            b -= 1
        if a >= b:
            best = max(best, j - i + 1)
print(best)
