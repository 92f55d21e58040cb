# longest common substring of s and its reversal
s = input().strip()
t = s[::-1]
row = [0] * (len(s) + 1)
best = 0
for a in s:
    new = [0]
    for j, b in enumerate(t):
        new.append(row[j] + 1 if a == b else 0)
    best = max(best, max(new))
    row = new
print(best)
