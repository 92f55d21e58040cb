# match every kind on its own; nesting is right iff the total depth around each pair is the same
import sys

s = sys.stdin.read().strip()
before = 0
seen = {")": [], "]": [], "}": []}
kind = dict(zip("([{", ")]}"))
ok = True
for ch in s:
    if ch in kind:
        seen[kind[ch]].append(before)
        before += 1
    else:
        before -= 1
        if not seen[ch] or seen[ch].pop() != before:
            ok = False
            break
print("YES" if ok and not any(seen.values()) else "NO")
