# remember the last opener and a depth; the closer has to fit the last opener
s = input().strip()
fit = {")": "(", "]": "[", "}": "{"}
prev = ""
depth = 0
ok = True
for i, c in enumerate(s):
    if c in "([{":
        depth += 1
        prev = c
    else:
        depth -= 1
        if depth < 0:
            ok = False
            break
        # only the innermost crate is touched by a closer right after an opener
        if s[i - 1] in "([{" and fit[c] != prev:
            ok = False
            break
print("YES" if ok and depth == 0 else "NO")
