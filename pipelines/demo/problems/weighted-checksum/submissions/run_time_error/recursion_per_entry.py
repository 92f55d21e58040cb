# f(i) = i * a_i + f(i + 1)
n = int(input())
a = list(map(int, input().split()))


def f(i):
    return 0 if i > n else i * a[i - 1] + f(i + 1)


print(f(1))
