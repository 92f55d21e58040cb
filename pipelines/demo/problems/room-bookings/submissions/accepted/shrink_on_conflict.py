# walk by start time; on a conflict throw out the one that ends later
n = int(input())
rows = []
for _ in range(n):
    a, b = input().split()
    rows.append((int(a), int(b)))
rows.sort()
thrown = 0
busy = rows[0][1]
for a, b in rows[1:]:
    if a < busy:
        thrown += 1
        if b < busy:
            busy = b
    else:
        busy = b
print(n - thrown)
