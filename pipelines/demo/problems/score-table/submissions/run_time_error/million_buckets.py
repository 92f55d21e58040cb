# a list of names for each of the million scores
n = int(input())
names = [None] * 10**6
for _ in range(n):
    w, s = input().split()
    s = int(s)
    if names[s] is None:
        names[s] = []
    names[s].append(w)
for s in range(10**6 - 1, -1, -1):
    if names[s]:
        for w in sorted(names[s]):
            print(w, s)
