# leftmost start, longest end first
s = input().strip()


def search():
    n = len(s)
    for i in range(n):
        for j in range(n, i + 1, -1):
            if s[i] == s[j - 1] and s[i:j] == s[i:j][::-1]:
                return j - i
    return 1


print(search())
