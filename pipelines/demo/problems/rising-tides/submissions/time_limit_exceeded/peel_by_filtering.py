# peel off the prefix minima again and again with plain passes over the rest
import sys
rest = [int(x) for x in sys.stdin.read().split()][1:]
layers = 0
while rest:
    layers += 1
    low = rest[0]
    keep = []
    for x in rest:
        if x <= low:
            low = x
        else:
            keep.append(x)
    rest = keep
print(layers)
