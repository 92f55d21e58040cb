# patience with a galloping search from the longest pile downwards, then halving inside the bracket
def place(tops, x):
    hi = len(tops)
    step = 1
    while hi - step >= 0 and tops[hi - step] >= x:
        hi -= step
        step *= 2
    lo = max(hi - step, -1)         # tops[lo] < x (or lo == -1), and tops[hi] >= x (or hi == len)
    while hi - lo > 1:
        mid = (lo + hi) // 2
        if tops[mid] < x:
            lo = mid
        else:
            hi = mid
    return hi


def main():
    n = int(input())
    tops = []
    for x in map(int, input().split()):
        k = place(tops, x)
        if k == len(tops):
            tops.append(x)
        else:
            tops[k] = x
    print(len(tops))


main()
