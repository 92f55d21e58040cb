# a little coroutine for every depth: it sees an opener, a closer, an opener, a closer ...
import sys


def watcher():
    fine = True
    while True:
        a = yield fine
        b = yield True
        fine = a + b in ("()", "[]", "{}")
        if not fine:
            yield False


def check(s):
    floors = []
    d = 0
    half = len(s) / 2
    for c in s:
        if c in "([{":
            if d >= half:
                return False
            if d == len(floors):
                w = watcher()
                next(w)
                floors.append(w)
            floors[d].send(c)
            d += 1
        else:
            d -= 1
            if d < 0 or not floors[d].send(c):
                return False
    return d == 0


print(["NO", "YES"][check(sys.stdin.readline().strip())])
