"""Points that stand to one another: corners of convex polygons, directions from the origin; and columns that never go back."""

from __future__ import annotations

from itertools import pairwise
from math import gcd

from tests.mutators.statements.case import Case, Reader, tex

Point = tuple[int, ...]


def _turn(a: Point, b: Point, c: Point) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _convex(points: list[Point], way: int) -> None:
    """Turns one way everywhere, and goes round once."""
    count = len(points)
    assert all(way * _turn(points[at - 2], points[at - 1], points[at]) > 0 for at in range(count))
    ups = [b[1] > a[1] or (b[1] == a[1] and b[0] > a[0]) for a, b in zip(points, [*points[1:], points[0]], strict=True)]
    assert sum(ups[at - 1] != ups[at] for at in range(count)) == 2


def _table(read: Reader) -> None:
    _convex([tuple(read.row((0, 5000), (0, 5000))) for _ in range(read.one(3, 300))], -1)


TABLE = Case(
    "table",
    tex(
        "A table is sawn in two.",
        r"One line with an integer $c$ ($3 \leq c \leq 300$), the number of corners of the table.",
        r"$c$ lines, each with two integers $x$ and $y$ ($0 \leq x, y \leq 5000$), a corner of the table.",
        after="The table top is a convex polygon. Its corners are given in clockwise order, no three of them collinear.",
    ),
    ("4\n0 0\n0 10\n10 12\n9 1\n", "3\n1 1\n4 9\n5 2\n"),
    _table,
    300,
)


def _tent(read: Reader) -> None:
    _convex([tuple(read.row((-1000, 1000), (-1000, 1000))) for _ in range(read.one(3, 100))], 1)


TENT = Case(
    "tent",
    """Canvas.

Input

The first line contains N, the number of vertices (3 <= N <= 100). The next N lines contain two integers X and Y
(-1000 <= X, Y <= 1000) each: the vertices of a strictly convex polygon, counterclockwise. No three vertices lie on one line.

Output

The area.
""",
    ("5\n0 0\n7 -2\n12 3\n6 11\n-1 8\n", "3\n0 0\n3 0\n0 4\n"),
    _tent,
    100,
)


def _masts(read: Reader) -> None:
    ways = set()
    for _ in range(read.one(2, 20000)):
        x, y = read.row((-(10**6), 10**6), (-(10**6), 10**6))
        step = gcd(x, y)
        assert step
        way = (x // step, y // step)
        assert way not in ways and (-way[0], -way[1]) not in ways
        ways.add(way)


MASTS = Case(
    "masts",
    tex(
        "A harbour at the origin and ships around it.",
        r"One line with an integer $m$ ($2 \leq m \leq 20000$), the number of ships.",
        r"$m$ lines, each with two integers $x$ and $y$ ($-10^6 \leq x, y \leq 10^6$), the place of a ship, never "
        r"the origin.",
        after="It is guaranteed that no line through the harbour passes through two of the ships.",
    ),
    ("4\n3 0\n1 5\n-2 7\n4 -9\n", "3\n1 1\n2 1\n-3 2\n"),
    _masts,
    20000,
)


def _lifts(read: Reader) -> None:
    n, q = read.row((2, 1000), (1, 50000))
    rows = [read.row((1, n), (0, 10**6)) for _ in range(q)]
    assert all(one[1] <= other[1] for one, other in pairwise(rows))


LIFTS = Case(
    "lifts",
    tex(
        "A lift that is called.",
        r"One line with two integers $n$ and $q$ ($2 \leq n \leq 1000$, $1 \leq q \leq 50000$), the floors and the calls.",
        r"$q$ lines, each with two integers $f$ ($1 \leq f \leq n$) and $t$ ($0 \leq t \leq 10^6$): somebody on floor $f$ "
        r"calls it at time $t$. The times $t$ never decrease.",
    ),
    ("5 4\n3 0\n1 7\n5 7\n2 12\n", "2 1\n2 3\n"),
    _lifts,
    50000,
    lambda text: int(text.split()[1]),
)


def _sinking(read: Reader) -> None:
    values = read.many(read.one(1, 100000), 0, 10**9)
    assert all(one >= other for one, other in pairwise(values))


SINKING = Case(
    "sinking",
    r"""Input

The first line contains an integer $d$ ($1 \le d \le 10^5$), the number of days. The second line contains $d$ integers
$w_1, w_2, \ldots, w_d$ ($0 \le w_i \le 10^9$), the levels of the lake. The levels $w_i$ do not rise.

Output

One number.
""",
    ("4\n9 9 5 0\n", "3\n7 6 6\n"),
    _sinking,
    100000,
)

CASES = (TABLE, TENT, MASTS, LIFTS, SINKING)
