# one generator per open crate; a trampoline keeps the generators in a list
import sys

PAIR = {"(": ")", "[": "]", "{": "}"}


def crate(closer):
    # receives characters; yields a new generator to go deeper, True when closed, False on a mistake
    reply = None
    while True:
        ch = yield reply
        if ch in PAIR:
            reply = crate(PAIR[ch])
        else:
            reply = ch == closer


def simulate(line):
    if len(line) % 2:
        return False
    limit = len(line) // 2 + 1
    ground = crate(None)
    next(ground)
    alive = [ground]
    for ch in line:
        got = alive[-1].send(ch)
        if got is False or len(alive) > limit:
            return False
        if got is True:
            alive.pop()
        else:
            next(got)
            alive.append(got)
    return len(alive) == 1


print("YES" if simulate(sys.stdin.read().strip()) else "NO")
