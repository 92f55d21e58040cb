# compare only when the profit turns into a loss
for _ in range(int(input())):
    input()
    a = list(map(int, input().split()))
    best = max(a)
    cur = 0
    for x in a:
        if x < 0:
            best = max(best, cur) if cur else best
            cur = max(cur + x, 0)
        else:
            cur += x
    print(best)
