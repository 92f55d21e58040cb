# palindromic tree: one node per distinct palindrome, the deepest one wins
s = input().strip()
length = [-1, 0]
link = [0, 0]
nxt = [{}, {}]
last = 1


def find(v, i):
    while i - length[v] - 1 < 0 or s[i - length[v] - 1] != s[i]:
        v = link[v]
    return v


for i, c in enumerate(s):
    cur = find(last, i)
    if c not in nxt[cur]:
        length.append(length[cur] + 2)
        nxt.append({})
        if length[-1] == 1:
            link.append(1)
        else:
            link.append(nxt[find(link[cur], i)][c])
        nxt[cur][c] = len(length) - 1
    last = nxt[cur][c]
print(max(length))
