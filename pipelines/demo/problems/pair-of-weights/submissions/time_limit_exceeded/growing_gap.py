# pairs with growing distance between the boxes
n, s = map(int, input().split())
a = list(map(int, input().split()))
answer = "IMPOSSIBLE"
for gap in range(1, n):
    hits = [i for i, (x, y) in enumerate(zip(a, a[gap:]), 1) if x + y == s]
    if hits:
        answer = f"{hits[0]} {hits[0] + gap}"
        break
print(answer)
