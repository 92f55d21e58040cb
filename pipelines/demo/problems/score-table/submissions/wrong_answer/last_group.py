# sort by score, collect equal scores in a group and print the group when the score changes
n = int(input())
rows = []
for _ in range(n):
    name, s = input().split()
    rows.append((int(s), name))
rows.sort(key=lambda r: -r[0])
group = []
prev = None
for s, name in rows:
    if prev is not None and s != prev:
        group.sort()
        for g in group:
            print(g, prev)
        group = []
    prev = s
    group.append(name)
for g in group:
    print(g, prev)
