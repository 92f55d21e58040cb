# asks the list for the position of each entry
n = int(input())
a = list(map(int, input().split()))
print(sum((a.index(x) + 1) * x for x in a))
