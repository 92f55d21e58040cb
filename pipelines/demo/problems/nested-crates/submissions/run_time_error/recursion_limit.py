# recursive descent
s = input().strip() + "."
END = {"(": ")", "[": "]", "{": "}"}


def parse(i):
    while s[i] in END:
        j = parse(i + 1)
        if j < 0 or s[j] != END[s[i]]:
            return -1
        i = j + 1
    return i


print("YES" if parse(0) == len(s) - 1 else "NO")
