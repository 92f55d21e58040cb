# three-way comparison function through cmp_to_key
import sys
from functools import cmp_to_key


def compare(p, q):
    if p[1] != q[1]:
        return q[1] - p[1]
    return -1 if p[0] < q[0] else 1


lines = sys.stdin.read().splitlines()
n = int(lines[0])
people = []
for line in lines[1:n + 1]:
    a, b = line.split()
    people.append((a, int(b)))
people.sort(key=cmp_to_key(compare))
print("\n".join(f"{a} {b}" for a, b in people))
