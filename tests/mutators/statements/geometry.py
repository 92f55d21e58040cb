"""Points, intervals and other figures."""

from __future__ import annotations

from itertools import combinations, pairwise

from tests.mutators.statements.case import Case, Reader, distinct, tex

Point = tuple[int, int]


def _points(read: Reader, n: int, high: int) -> list[Point]:
    return [(x, y) for x, y in (read.row((-high, high), (-high, high)) for _ in range(n))]


def _bent(read: Reader) -> None:
    points = _points(read, read.one(3, 1000), 10**4)
    distinct(points)
    for place, (x, y) in enumerate(points):
        distinct([(v - y) / (u - x) if u != x else None for u, v in points[place + 1 :]])


BENT = Case(
    "bent",
    tex(
        "A fence has posts.",
        r"One line with an integer $n$ ($3 \leq n \leq 1000$), the number of posts.",
        r"$n$ lines, each with two integers $x$ and $y$ ($-10^4 \leq x, y \leq 10^4$), the coordinates of a post.",
        after="No two posts have the same coordinates, and no three posts are collinear.",
    ),
    ("3\n0 0\n1 0\n0 1\n", "4\n0 0\n2 0\n2 3\n-1 5\n"),
    _bent,
    1000,
)


def _trees(read: Reader) -> None:
    distinct(_points(read, read.one(1, 10**5), 10**9))


TREES = Case(
    "trees",
    tex(
        "An orchard.",
        r"One line with an integer $n$ ($1 \leq n \leq 10^5$), the number of trees.",
        r"$n$ lines, each with two integers $x$ and $y$ ($|x|, |y| \leq 10^9$), the position of a tree.",
        after="All trees are at different positions.",
    ),
    ("2\n0 0\n0 5\n", "3\n-1 7\n4 4\n-1 6\n"),
    _trees,
    70000,
)


def _shifts(read: Reader) -> None:
    n, m = read.row((1, 10**5), (1, 10**9))
    shifts = [read.row((0, m), (0, m)) for _ in range(n)]
    assert all(start < end for start, end in shifts)
    assert all(one[1] <= other[0] for one, other in pairwise(shifts))


SHIFTS = Case(
    "shifts",
    tex(
        "A night watch.",
        r"One line with two integers $n$ and $m$ ($1\leq n\leq 10^5, 1 \leq m \leq 10^9$).",
        r"Then follow $n$ lines, the $i$th of which contains two integers $s_i$ and $t_i$ ($0 \leq s_i < t_i \leq "
        r"m$), the start and "
        r"end time of the $i$th shift.",
        after="The shifts are given in increasing order of start time, and no two shifts overlap.",
    ),
    ("2 10\n0 3\n5 6\n", "1 4\n1 4\n"),
    _shifts,
    70000,
)


def _circles(read: Reader) -> None:
    circles = [read.row((-1000, 1000), (-1000, 1000), (1, 100)) for _ in range(read.one(1, 100))]
    for (a, b, r), (c, d, s) in combinations(circles, 2):
        assert (a - c) ** 2 + (b - d) ** 2 > (r + s) ** 2


CIRCLES = Case(
    "circles",
    tex(
        "Round ponds.",
        r"One line with an integer $n$ ($1 \leq n \leq 100$).",
        r"$n$ lines, each with three integers $x$, $y$ and $r$ ($-1000 \leq x, y \leq 1000$, $1 \leq r \leq 100$), a "
        r"circle's centre and radius.",
        after="No two circles touch or overlap.",
    ),
    ("2\n0 0 1\n5 5 2\n", "3\n-100 7 10\n50 50 20\n10 -80 3\n"),
    _circles,
)


def _segments(read: Reader) -> None:
    found = [read.row(*((0, 10**6),) * 4) for _ in range(read.one(1, 200))]
    assert all(one[:2] != one[2:] for one in found)
    for (a, b, c, d), (e, f, g, h) in combinations(found, 2):
        assert not _meet((a, b), (c, d), (e, f), (g, h))


def _turn(a: Point, b: Point, c: Point) -> int:
    cross = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (cross > 0) - (cross < 0)


def _on(a: Point, b: Point, c: Point) -> bool:
    return _turn(a, b, c) == 0 and min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    crossing = _turn(a, b, c) != _turn(a, b, d) and _turn(c, d, a) != _turn(c, d, b)
    return crossing or _on(a, b, c) or _on(a, b, d) or _on(c, d, a) or _on(c, d, b)


SEGMENTS = Case(
    "segments",
    r"""\problemname{Wires}
\section*{Input}
The first line contains an integer $n$ ($1 \le n \le 200$), the number of wires. The following $n$ lines each contain
four integers
$x_1$, $y_1$, $x_2$, $y_2$ ($0 \le x_1, y_1, x_2, y_2 \le 10^6$), the end points of a wire. Every wire has positive length.
No two wires cross or touch.
\section*{Output}
""",
    ("2\n0 0 10 0\n0 5 10 7\n", "1\n3 3 8 9\n"),
    _segments,
)


def _rectangles(read: Reader) -> None:
    found = [read.row(*((0, 1000),) * 4) for _ in range(read.one(1, 50))]
    assert all(a < c and b < d for a, b, c, d in found)
    for (a, b, c, d), (e, f, g, h) in combinations(found, 2):
        assert c <= e or g <= a or d <= f or h <= b


RECTANGLES = Case(
    "rectangles",
    tex(
        "Posters on a wall.",
        r"One line with an integer $k$ ($1 \leq k \leq 50$), the number of posters.",
        r"$k$ lines, each with four integers $x_1, y_1, x_2, y_2$ ($0 \leq x_1 < x_2 \leq 1000$, $0 \leq y_1 < y_2 "
        r"\leq 1000$), the "
        r"lower left and the upper right corner of a poster.",
        after="The posters do not overlap.",
    ),
    ("2\n0 0 10 10\n20 5 30 7\n", "1\n3 3 8 9\n"),
    _rectangles,
)


def _any(read: Reader) -> None:
    n, k = read.row((1, 2000), (1, 2000))
    assert k <= n
    _points(read, n, 5000)


ANY = Case(
    "any",
    tex(
        "Stars.",
        r"One line with two integers $n$ and $k$ ($1 \leq k \leq n \leq 2000$).",
        r"$n$ lines, each with two integers $x_i$ and $y_i$ ($-5000 \leq x_i, y_i \leq 5000$). There may be several "
        r"stars at one point.",
    ),
    ("2 1\n0 0\n3 4\n", "3 3\n-1 7\n4 4\n-1 7\n"),
    _any,
    2000,
)

CASES = (BENT, TREES, SHIFTS, CIRCLES, SEGMENTS, RECTANGLES, ANY)
