# either everything is a row of small pairs, or the second half mirrors the first
s = input().strip()
n = len(s)
good = {"()", "[]", "{}"}


def row():
    return all(s[i:i + 2] in good for i in range(0, n, 2))


def mirror():
    return n % 2 == 0 and all(s[i] + s[n - 1 - i] in good for i in range(n // 2))


print("YES" if row() or mirror() else "NO")
