# sort and two pointers
n, s = map(int, input().split())
a = sorted(map(int, input().split()))
i, j = 0, n - 1
while i < j and a[i] + a[j] != s:
    if a[i] + a[j] < s:
        i += 1
    else:
        j -= 1
print(f"{i + 1} {j + 1}" if i < j else "IMPOSSIBLE")
