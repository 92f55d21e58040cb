# Manacher on the string with separators
t = "^#" + "#".join(input().strip()) + "#$"
radius = [0] * len(t)
centre = edge = 0
for i in range(1, len(t) - 1):
    r = 0
    if i < edge:
        r = min(edge - i, radius[2 * centre - i])
    while t[i + r + 1] == t[i - r - 1]:
        r += 1
    radius[i] = r
    if i + r > edge:
        centre, edge = i, i + r
print(max(radius))
