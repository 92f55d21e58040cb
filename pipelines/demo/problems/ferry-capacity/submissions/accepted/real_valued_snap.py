# bisection on a real capacity; in the end snap to the heaviest trip actually loaded
import sys


def loads(w, cap):
    out = []
    cur = 0
    for x in w:
        if cur + x > cap:
            out.append(cur)
            cur = 0
        cur += x
    out.append(cur)
    return out


def main():
    first, second = sys.stdin.read().strip().split("\n")
    k = int(first.split()[1])
    w = list(map(int, second.split()))
    lo = max(w) - 0.5           # never enough
    hi = float(sum(w))          # always enough
    while hi - lo > 0.4:
        mid = lo + (hi - lo) / 2
        if len(loads(w, mid)) <= k:
            hi = mid
        else:
            lo = mid
    print(max(loads(w, hi)))


if __name__ == "__main__":
    main()
