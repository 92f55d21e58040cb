# stack, with a guard against popping from an empty one
s = input().strip()
stack = []
ok = True
for c in s:
    if c in "([{":
        stack.append(c)
    elif stack:
        if stack.pop() + c not in ("()", "[]", "{}"):
            ok = False
if stack:
    ok = False
print("YES" if ok else "NO")
