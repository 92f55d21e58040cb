# one pass with a dictionary
n, s = map(int, input().split())
a = list(map(int, input().split()))
seen = {}
for j in range(n - 1):
    if s - a[j] in seen:
        print(seen[s - a[j]] + 1, j + 1)
        break
    seen[a[j]] = j
else:
    print("IMPOSSIBLE")
