# union-find: removed positions point to the nearest position further left that is still there
import sys


def main():
    s = "#" + sys.stdin.readline().strip()
    n = len(s)
    left = list(range(n))

    def find(x):
        while left[x] != x:
            left[x] = left[left[x]]
            x = left[x]
        return x

    pairs = {"()", "[]", "{}"}
    for i in range(1, n):
        if s[i] in ")]}":
            j = find(i - 1)
            if s[j] + s[i] not in pairs:
                print("NO")
                return
            left[i] = j
            left[j] = j - 1
    print("YES" if find(n - 1) == 0 else "NO")


main()
