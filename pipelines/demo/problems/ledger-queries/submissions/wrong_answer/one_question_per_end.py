# sweep to the right, questions are answered at their right end
n, q = map(int, input().split())
a = list(map(int, input().split()))
closing = {}
for k in range(q):
    l, r = map(int, input().split())
    closing[r] = (l, k)
ans = [0] * q
run = [0]
for i, v in enumerate(a, 1):
    run.append(run[-1] + v)
    if i in closing:
        l, k = closing[i]
        ans[k] = run[i] - run[l - 1]
print("\n".join(map(str, ans)))
