# delete neighbouring pairs until nothing changes
import re

s = input().strip()
pair = re.compile(r"\(\)|\[\]|\{\}")
while True:
    s, k = pair.subn("", s)
    if k == 0:
        break
print("NO" if s else "YES")
