# glue cars into convoys, solve that small instance, then refine; convoys get 8 times shorter each round
import sys


def trips(w, cap):
    t, s = 1, 0
    for x in w:
        s += x
        if s > cap:
            t += 1
            s = x
    return t


def least(w, k, lo, hi):
    while lo < hi:
        m = (lo + hi) // 2
        if trips(w, m) > k:
            lo = m + 1
        else:
            hi = m
    return lo


def main():
    data = sys.stdin.buffer.read().split()
    k = int(data[1])
    w = list(map(int, data[2:]))
    upper = sum(w)
    lower = max(w)
    for g in (512, 64, 8, 1):
        glued = [sum(w[i:i + g]) for i in range(0, len(w), g)]
        widest = max(glued)
        best = least(glued, k, max(lower, widest), max(upper, widest))
        # cutting only between convoys costs less than one convoy
        upper = min(upper, best)
        lower = max(lower, best - widest + 1)
        if g == 1:
            print(best)


main()
