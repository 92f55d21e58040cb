# table of scores by name, ordered with sorted()
import sys

lines = sys.stdin.read().strip().split("\n")
score = {}
for line in lines[1:]:
    name, s = line.split()
    score[name] = int(s)
for name in sorted(score, key=lambda w: (-score[w], w)):
    if score[name]:
        print(name, score[name])
