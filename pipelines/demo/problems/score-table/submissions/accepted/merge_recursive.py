# recursive merge sort on row indices, fed by two lists that are consumed from the back
import sys


def srt(idx):
    if len(idx) < 2:
        return idx
    mid = len(idx) >> 1
    x = srt(idx[:mid])
    y = srt(idx[mid:])
    out = []
    while x and y:
        i, j = x[-1], y[-1]
        # the one that belongs lower in the table leaves first
        if score[i] < score[j] or (score[i] == score[j] and name[i] > name[j]):
            out.append(x.pop())
        else:
            out.append(y.pop())
    rest = x or y
    rest += reversed(out)
    return rest


n, *body = sys.stdin.read().split()
n = int(n)
name = body[0::2]
score = [int(v) for v in body[1::2]]
for k in srt(list(range(n))):
    print(name[k], score[k])
