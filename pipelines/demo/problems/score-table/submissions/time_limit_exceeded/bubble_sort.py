# bubble sort over all pairs
n = int(input())
a = []
for _ in range(n):
    w, s = input().split()
    a.append((-int(s), w))
for i in range(n):
    for j in range(n - 1 - i):
        if a[j] > a[j + 1]:
            a[j], a[j + 1] = a[j + 1], a[j]
for s, w in a:
    print(w, -s)
