# two pointers from both ends
import sys
n, s, *a = map(int, sys.stdin.read().split())
i, j = 0, n - 1
while i < j:
    if a[i] + a[j] == s:
        break
    if a[i] + a[j] < s:
        i += 1
    else:
        j -= 1
if i < j:
    print(i + 1, j + 1)
else:
    print("IMPOSSIBLE")
