# stack
stack = []
ok = True
for c in input().strip():
    if c in "([{":
        stack.append(c)
    elif stack.pop() + c not in ("()", "[]", "{}"):
        ok = False
        break
print("YES" if ok and not stack else "NO")
