# online: with every new letter the record can only grow by one or two, compare two slices
s = input().strip()
best = 0
for end in range(1, len(s) + 1):
    start = end - best - 2
    if start >= 0:
        piece = s[start:end]
        if piece == piece[::-1]:
            best += 2
            continue
    piece = s[end - best - 1:end]
    if piece == piece[::-1]:
        best += 1
print(best)
