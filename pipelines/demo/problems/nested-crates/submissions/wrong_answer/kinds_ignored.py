# depth counter
import sys
depth = 0
lowest = 0
for c in sys.stdin.read().strip():
    depth += 1 if c in "([{" else -1
    lowest = min(lowest, depth)
print("YES" if depth == 0 and lowest == 0 else "NO")
