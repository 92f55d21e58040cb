# the search is a coroutine that asks for verdicts; the ferry loads from a deque
import sys
from collections import deque


def searcher(lo, hi):
    while lo < hi:
        mid = (lo + hi) // 2
        verdict = yield mid
        if verdict:
            hi = mid
        else:
            lo = mid + 1
    return lo


def ferry(queue, cap, k):
    quay = deque(queue)
    step = quay.popleft
    car = step()
    quay.append(cap + 1)            # sentinel: never fits
    for _ in range(k):
        room = cap
        while car <= room:
            room -= car
            car = step()
        if not quay:
            return True
    return False


def main():
    n, k = map(int, sys.stdin.readline().split())
    w = list(map(int, sys.stdin.readline().split()))
    mean = -(-sum(w) // k)
    talk = searcher(max(max(w), mean), max(w) + mean)
    try:
        cap = next(talk)
        while True:
            cap = talk.send(ferry(w, cap, k))
    except StopIteration as done:
        print(done.value)


main()
