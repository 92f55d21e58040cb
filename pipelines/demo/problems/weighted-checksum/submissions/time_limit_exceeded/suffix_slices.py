# sum of all suffixes, each summed from scratch
n = int(input())
a = list(map(int, input().split()))
print(sum(sum(a[i:]) for i in range(n)))
