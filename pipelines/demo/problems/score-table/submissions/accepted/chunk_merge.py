# external-sort style: sort chunks of 1000 rows, then one k-way merge generator
import heapq
import sys
from itertools import islice


def rows(stream):
    for line in stream:
        f = line.split()
        if f:
            yield (-int(f[1]), f[0])


def chunks(gen, size=1000):
    while True:
        c = sorted(islice(gen, size))
        if not c:
            return
        yield c


next(sys.stdin)
merged = heapq.merge(*chunks(rows(sys.stdin)))
sys.stdout.writelines(f"{nm} {-neg}\n" for neg, nm in merged)
