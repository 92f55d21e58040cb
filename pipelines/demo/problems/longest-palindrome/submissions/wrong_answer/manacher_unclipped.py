# Manacher with separators
s = "#" + "#".join(input().strip()) + "#"
n = len(s)
p = [0] * n
c = r = 0
for i in range(n):
    if i < r:
        p[i] = p[2 * c - i]
    while i - p[i] - 1 >= 0 and i + p[i] + 1 < n and s[i - p[i] - 1] == s[i + p[i] + 1]:
        p[i] += 1
    if i + p[i] > r:
        c, r = i, i + p[i]
print(max(p))
