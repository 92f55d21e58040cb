# a coroutine that is fed one day at a time with send() and yields the best worth so far
import sys


def bookkeeper():
    x = yield
    tail = best = x
    while True:
        x = yield best
        tail = max(tail + x, x)
        best = max(best, tail)


def words():
    for line in sys.stdin:
        yield from line.split()


source = words()
for _ in range(int(next(source))):
    keeper = bookkeeper()
    next(keeper)
    result = None
    for _ in range(int(next(source))):
        result = keeper.send(int(next(source)))
    print(result)
