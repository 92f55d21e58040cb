# monotone stack on prefix sums: every prefix owns the stretch until the next lower one
import sys

FLOOR = -(1 << 60)


def best_season(a):
    ans = max(a)
    low, top = [0], [0]         # prefix value, highest prefix seen in its stretch
    s = 0
    for x in a + [FLOOR]:       # the extra step closes every stretch
        s += x
        high = FLOOR
        while low and low[-1] > s:
            high = max(high, top.pop())
            gain = high - low.pop()
            if gain > ans and gain > 0:
                ans = gain
        if low and high > top[-1]:
            top[-1] = high
        low.append(s)
        top.append(s)
    return ans


def main():
    read = sys.stdin.readline
    for _ in range(int(read())):
        n = int(read())
        a = list(map(int, read().split()))
        assert len(a) == n
        print(best_season(a))


main()
