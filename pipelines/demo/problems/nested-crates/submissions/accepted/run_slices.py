# maximal runs of openers and closers, a whole run of closers is compared with a slice of the stack
import re

s = input()
turn = str.maketrans(")]}", "([{")
stack = []
ans = "YES"
for run in re.findall(r"[(\[{]+|[)\]}]+", s):
    if run[0] in "([{":
        stack += run
    else:
        k = len(run)
        if stack[-k:] != list(run[::-1].translate(turn)):
            ans = "NO"
            break
        del stack[-k:]
if stack:
    ans = "NO"
print(ans)
