# buckets by residue modulo a prime; bucket r can only pair with bucket s - r, the two are merged in sorted order
import sys

P = 3571

def match(left, right, s):
    """left ascending, right walked downwards; entries are (weight, box)"""
    k = len(right) - 1
    for v, i in left:
        while k >= 0 and right[k][0] + v > s:
            k -= 1
        m = k
        while m >= 0 and right[m][0] + v == s:
            if right[m][1] != i:
                return i, right[m][1]
            m -= 1
    return None

def main():
    data = sys.stdin.read().split()
    n, s = int(data[0]), int(data[1])
    bucket = {}
    for i in range(n):
        v = int(data[i + 2])
        bucket.setdefault(v % P, []).append((v, i + 1))
    for b in bucket.values():
        b.sort()
    for r in sorted(bucket):
        other = bucket.get((s - r) % P)
        if other:
            found = match(bucket[r], other, s)
            if found:
                print(min(found), max(found))
                return
    print("IMPOSSIBLE")

main()
