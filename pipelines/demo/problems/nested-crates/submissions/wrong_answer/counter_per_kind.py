# one counter per kind, never below zero, all zero at the end
import sys

s = sys.stdin.readline().strip()
cnt = [0, 0, 0]
ok = True
for c in s:
    if c in "([{":
        cnt["([{".index(c)] += 1
    else:
        k = ")]}".index(c)
        cnt[k] -= 1
        if cnt[k] < 0:
            ok = False
print("YES" if ok and cnt == [0, 0, 0] else "NO")
