# walks from right to left and stops at the largest possible i, paired with its nearest partner
n, s = map(int, input().split())
a = list(map(int, input().split()))
nearest = {}
answer = "IMPOSSIBLE"
for i in reversed(range(n)):
    if s - a[i] in nearest:
        answer = f"{i + 1} {nearest[s - a[i]] + 1}"
        break
    nearest[a[i]] = i
print(answer)
