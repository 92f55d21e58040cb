# mirror the alphabet (a<->z) so that one reverse sort is enough; '~' closes the shorter name
import sys
from string import ascii_lowercase as ABC

flip = str.maketrans(ABC, ABC[::-1])
_, *rest = sys.stdin.read().split()
pairs = []
while rest:
    s = int(rest.pop())
    w = rest.pop()
    pairs.append((s, w.translate(flip) + "~"))
pairs.sort(reverse=True)
for s, w in pairs:
    print(w[:-1].translate(flip), s)
