# sort (score, name) and reverse
n = int(input())
a = []
for i in range(n):
    s, p = input().split()
    a.append((int(p), s))
a.sort(reverse=True)
for p, s in a:
    print(s, p)
