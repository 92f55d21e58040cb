# sqrt decomposition with a fixed block length
import sys
input = sys.stdin.readline
B = 250
n, q = map(int, input().split())
a = list(map(int, input().split()))
tot = [sum(a[i:i + B]) for i in range(0, n, B)]
for _ in range(q):
    l, r = map(int, input().split())
    l -= 1
    bl, br = l // B, (r - 1) // B
    if bl == br:
        print(sum(a[l:r]))
    else:
        s = sum(a[l:(bl + 1) * B])
        for b in range(bl + 1, br - 1):
            s += tot[b]
        print(s + sum(a[br * B:r]))
