# polynomial hashes of the string and its reversal, binary search for the radius of each centre
import sys

MOD = (1 << 61) - 1
BASE = 911382323


def prefix_hashes(text):
    h = [0]
    for ch in text:
        h.append((h[-1] * BASE + ord(ch)) % MOD)
    return h


s = sys.stdin.read().split()[0]
n = len(s)
fwd = prefix_hashes(s)
bwd = prefix_hashes(s[::-1])
power = [1]
for _ in range(n):
    power.append(power[-1] * BASE % MOD)


def same(i, j, k):
    """s[j:j+k] read forwards equals s[i-k:i] read backwards"""
    a = (fwd[j + k] - fwd[j] * power[k]) % MOD
    p = n - i
    b = (bwd[p + k] - bwd[p] * power[k]) % MOD
    return a == b


best = 1
for c in range(2 * n - 1):
    i = (c + 1) // 2          # letters before position i ...
    j = c // 2 + 1            # ... against letters from position j
    lo, hi = 0, min(i, n - j)
    while lo < hi:
        mid = (lo + hi + 1) // 2
        if same(i, j, mid):
            lo = mid
        else:
            hi = mid - 1
    best = max(best, 2 * lo + j - i)
print(best)
