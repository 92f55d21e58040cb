# try every first day, then walk right and keep whatever is higher
n = int(input())
a = list(map(int, input().split()))
best = 0
for s in range(n):
    last = a[s]
    length = 1
    for x in a[s + 1:]:
        if x > last:
            last = x
            length += 1
    best = max(best, length)
print(best)
