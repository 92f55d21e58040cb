# doubly linked list plus a work list of neighbouring pairs that can vanish, in any order
import sys
from collections import deque

s = "." + sys.stdin.readline().strip() + "."
last = len(s) - 1
prv = [i - 1 for i in range(last + 1)]
nxt = [i + 1 for i in range(last + 1)]
fits = {("(", ")"), ("[", "]"), ("{", "}")}

work = deque(i for i in range(1, last) if (s[i], s[i + 1]) in fits)
while work:
    i = work.popleft()
    p, q = prv[i], nxt[nxt[i]]
    nxt[p] = q
    prv[q] = p
    if (s[p], s[q]) in fits:
        work.append(p)
print("YES" if nxt[0] == last else "NO")
