# deleting adjacent pairs with str.replace, but only inside windows of 64 characters
import sys

B = 64


def shrink(t):
    size = -1
    while size != len(t):
        size = len(t)
        t = t.replace("()", "").replace("[]", "").replace("{}", "")
    return t


def correct(s):
    opened = []                      # what is left so far, openers only
    for at in range(0, len(s), B):
        t = shrink(s[at:at + B])
        if t and t[0] in ")]}":
            tail = "".join(opened[-B:])
            del opened[-B:]
            t = shrink(tail + t)
        for c in ")]}":
            if c in t:
                return False
        opened.extend(t)
    return not opened


print("YES" if correct(sys.stdin.readline().strip()) else "NO")
