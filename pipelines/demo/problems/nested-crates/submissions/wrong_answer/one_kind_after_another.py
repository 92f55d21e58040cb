# take away the round pairs first, then the square ones, then the curly ones
s = input().strip()
for pair in ("()", "[]", "{}"):
    while pair in s:
        s = s.replace(pair, "")
print("YES" if s == "" else "NO")
