# dictionary of all positions, then a look-up per box
n, s = map(int, input().split())
a = list(map(int, input().split()))
pos = {}
for i, v in enumerate(a):
    pos[v] = i
for i, v in enumerate(a):
    if s - v in pos:
        j = pos[s - v]
        print(min(i, j) + 1, max(i, j) + 1)
        break
else:
    print("IMPOSSIBLE")
