# two pointers, written as a recursion
def search(w, s, i, j):
    if i >= j:
        return None
    t = w[i][0] + w[j][0]
    if t == s:
        return sorted((w[i][1], w[j][1]))
    if t < s:
        return search(w, s, i + 1, j)
    return search(w, s, i, j - 1)

n, s = map(int, input().split())
w = sorted((int(x), k) for k, x in enumerate(input().split(), 1))
found = search(w, s, 0, n - 1)
print(*found) if found else print("IMPOSSIBLE")
