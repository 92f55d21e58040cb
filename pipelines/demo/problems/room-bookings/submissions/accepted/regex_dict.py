# regular expression reader; for every end keep the latest start
import re, sys
text = sys.stdin.read()
head, _, body = text.lstrip().partition('\n')
late = {}
for m in re.finditer(r'(\d+)\s+(\d+)', body):
    s, e = int(m.group(1)), int(m.group(2))
    if late.get(e, -1) < s:
        late[e] = s
now = 0
good = 0
for e in sorted(late):
    if late[e] >= now:
        now, good = e, good + 1
print(good)
