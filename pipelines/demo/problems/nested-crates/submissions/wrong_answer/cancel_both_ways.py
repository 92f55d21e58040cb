# cancel a bracket against the top of the stack if the two belong together
other = dict(zip("([{)]}", ")]}([{"))
stack = []
for c in input().strip():
    if stack and stack[-1] == other[c]:
        stack.pop()
    else:
        stack.append(c)
print("NO" if stack else "YES")
