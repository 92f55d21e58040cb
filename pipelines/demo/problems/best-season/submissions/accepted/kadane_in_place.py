# turn the list itself into "best sum ending at i", then take the maximum
for _ in range(int(input())):
    n = int(input())
    a = [int(w) for w in input().split()]
    for i in range(1, n):
        if a[i - 1] > 0:
            a[i] += a[i - 1]
    print(max(a))
