# sweep in x order, compare while the x gap is small enough
n = int(input())
p = sorted(tuple(map(int, input().split())) for _ in range(n))
best = 10 ** 9      # squared
for i in range(n):
    for j in range(i + 1, n):
        dx = p[j][0] - p[i][0]
        if dx * dx >= best:
            break
        d = dx * dx + (p[j][1] - p[i][1]) ** 2
        if d < best:
            best = d
print(best ** 0.5)
