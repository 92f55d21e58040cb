# Robinson-Schensted: build the whole Young tableau by row insertion and read its first row
from bisect import bisect_left
n = int(input())
rows = []
for x in map(int, input().split()):
    for row in rows:
        k = bisect_left(row, x)
        if k == len(row):
            row.append(x)
            break
        row[k], x = x, row[k]
    else:
        rows.append([x])
print(len(rows[0]))
