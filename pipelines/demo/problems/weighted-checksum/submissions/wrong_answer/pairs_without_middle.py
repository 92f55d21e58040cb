# first and last, second and last but one, ...
n = int(input())
a = list(map(int, input().split()))
total = 0
for k in range(n // 2):
    total += (k + 1) * a[k] + (n - k) * a[n - 1 - k]
print(total)
