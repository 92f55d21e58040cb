# builds the reversal of every substring with a letter list
import sys

s = sys.stdin.readline().strip()
best = 0
for i in range(len(s)):
    for j in range(i + 1, len(s) + 1):
        piece = s[i:j]
        back = []
        for letter in piece:
            back.insert(0, letter)
        if "".join(back) == piece and len(piece) > best:
            best = len(piece)
print(best)
