# divide and conquer: palindromes across the middle are found with Z functions
import sys


def z_function(t):
    n = len(t)
    z = [0] * n
    l = r = 0
    for i in range(1, n):
        k = min(r - i, z[i - l]) if i < r else 0
        while i + k < n and t[k] == t[i + k]:
            k += 1
        z[i] = k
        if i + k > r:
            l, r = i, i + k
    return z


def crossing(u, v):
    # centre inside u or on the border: some suffix u[k:] is a palindrome, the rest is matched with v
    m = len(u)
    ru = u[::-1]
    suffix = z_function(ru + "#" + u)
    match = z_function(v + "#" + ru)
    best = 0
    for k in range(m + 1):
        if k == m or suffix[m + 1 + k] == m - k:
            ext = match[len(v) + 1 + m - k] if k else 0
            best = max(best, m - k + 2 * ext)
    return best


def solve(s):
    if len(s) == 1:
        return 1
    mid = len(s) // 2
    u, v = s[:mid], s[mid:]
    return max(solve(u), solve(v), crossing(u, v), crossing(v[::-1], u[::-1]))


print(solve(sys.stdin.readline().strip()))
