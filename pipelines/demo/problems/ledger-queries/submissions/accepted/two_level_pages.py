# two-level columns: running totals of whole pages (256 lines each) plus a running total inside the page
n, q = map(int, input().split())
a = list(map(int, input().split()))
inside = []
pages = [0]
s = 0
for i, v in enumerate(a):
    inside.append(s)
    s += v
    if i & 255 == 255:
        pages.append(pages[-1] + s)
        s = 0
inside.append(s)

def upto(k):
    return pages[k >> 8] + inside[k]

out = []
for _ in range(q):
    l, r = input().split()
    out.append(upto(int(r)) - upto(int(l) - 1))
print("\n".join(map(str, out)))
