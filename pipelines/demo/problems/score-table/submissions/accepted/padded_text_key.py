# plain text sort: prefix each line with the zero-padded distance to the top score
import sys

lines = []
for ln in sys.stdin.read().split("\n")[1:]:
    if not ln.strip():
        continue
    nm, sc = ln.split()
    lines.append(f"{1000000 - int(sc):07d} {nm}")
lines.sort()
for ln in lines:
    key, nm = ln.split(" ")
    print(nm, 1000000 - int(key))
