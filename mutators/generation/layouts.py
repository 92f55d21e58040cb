"""Circles, segments and rectangles that do not meet: checked, and laid out each in a cell of its own."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from enum import Enum
from itertools import combinations
from math import isqrt
from random import Random

Row = Sequence[int]
Box = tuple[int, int, int, int]
Range = tuple[int, int]
MOST_PAIRS = 300
"""Of more figures whose bounding boxes meet it takes too long to see that they themselves do not."""


class Figure(Enum):
    """What the numbers of a row are."""

    CIRCLE = "x y radius"
    SEGMENT = "x y of both ends"
    RECTANGLE = "x y of two opposite corners"

    @property
    def numbers(self) -> int:
        return 3 if self is Figure.CIRCLE else 4


def meet(figure: Figure, rows: Sequence[Row], touching: bool) -> bool:
    """Whether two of the figures have a point in common, with `touching` one inside of a rectangle.

    Of more than MOST_PAIRS: whether their bounding boxes have, which is more than is asked.
    """
    boxes = [_box(figure, row) for row in rows]
    if not _boxes_meet(boxes):
        return False
    if len(rows) > MOST_PAIRS:
        return True
    return any(_two_meet(figure, one, other, touching) for one, other in combinations(rows, 2))


def _box(figure: Figure, row: Row) -> Box:
    if figure is Figure.CIRCLE:
        x, y, radius = row[:3]
        return x - radius, y - radius, x + radius, y + radius
    return min(row[0], row[2]), min(row[1], row[3]), max(row[0], row[2]), max(row[1], row[3])


def _boxes_meet(boxes: Sequence[Box]) -> bool:
    """By a line that sweeps from left to right: the boxes that it crosses stand one above the other."""
    events = sorted(
        [(left, 0, low, high) for left, low, _, high in boxes] + [(right, 1, low, high) for _, low, right, high in boxes]
    )
    crossed: list[Range] = []
    for _, ends, low, high in events:
        place = bisect_left(crossed, (low, high))
        if ends:
            del crossed[place]
            continue
        if place < len(crossed) and crossed[place][0] <= high:
            return True
        if place and crossed[place - 1][1] >= low:
            return True
        insort(crossed, (low, high))
    return False


def _two_meet(figure: Figure, one: Row, other: Row, touching: bool) -> bool:
    if figure is Figure.CIRCLE:
        reach = one[2] + other[2]
        return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 <= reach * reach
    if figure is Figure.SEGMENT:
        return _segments_meet(one, other)
    a, b = _box(figure, one), _box(figure, other)
    if touching:
        return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _turn(a: Row, b: Row, c: Row) -> int:
    cross = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (cross > 0) - (cross < 0)


def _segments_meet(one: Row, other: Row) -> bool:
    a, b, c, d = one[:2], one[2:4], other[:2], other[2:4]
    if _turn(a, b, c) != _turn(a, b, d) and _turn(c, d, a) != _turn(c, d, b):
        return True
    box, beside = _box(Figure.SEGMENT, one), _box(Figure.SEGMENT, other)
    flat = _turn(a, b, c) == _turn(a, b, d) == 0
    return flat and box[0] <= beside[2] and beside[0] <= box[2] and box[1] <= beside[3] and beside[1] <= box[3]


def laid_out(figure: Figure, size: int, ranges: Sequence[Range], rng: Random) -> list[tuple[int, ...]] | None:
    """So many figures, each in a cell of a chessboard; None where the cells would be too small.

    `ranges`: of the numbers of a row.
    """
    second = 2 if figure is not Figure.CIRCLE else 0
    across = max(ranges[0][0], ranges[second][0]), min(ranges[0][1], ranges[second][1])
    up = max(ranges[1][0], ranges[second + 1][0]), min(ranges[1][1], ranges[second + 1][1])
    per_side = max(1, isqrt(max(0, size - 1)) + 1) + (rng.randint(0, 2) if size < 50 else 0)
    wide, high = (across[1] - across[0] + 1) // per_side, (up[1] - up[0] + 1) // per_side
    least = 2 if figure is not Figure.CIRCLE else 2 * ranges[2][0] + 1
    if min(wide, high) < least:
        return None
    if rng.random() < 0.4:  # close together
        wide, high = (max(least, min(side, least + rng.randint(0, 9))) for side in (wide, high))
    found = []
    for cell in rng.sample(range(per_side * per_side), size):
        left, low = across[0] + cell % per_side * wide, up[0] + cell // per_side * high
        found.append(_inside(figure, (left, low, left + wide - 1, low + high - 1), ranges, rng))
    return found


def _inside(figure: Figure, cell: Box, ranges: Sequence[Range], rng: Random) -> tuple[int, ...]:
    """A figure within a cell that has room for the least one."""
    left, low, right, high = cell
    if figure is Figure.CIRCLE:
        most = min((right - left) // 2, (high - low) // 2, ranges[2][1])
        radius = rng.choice((most, ranges[2][0], rng.randint(ranges[2][0], most)))
        return rng.randint(left + radius, right - radius), rng.randint(low + radius, high - radius), radius
    xs, ys = sorted(rng.sample(range(left, right + 1), 2)), sorted(rng.sample(range(low, high + 1), 2))
    if rng.random() < 0.3:
        xs, ys = [left, right], [low, high]
    if figure is Figure.RECTANGLE:
        return xs[0], ys[0], xs[1], ys[1]
    way = rng.randrange(4)
    if way == 0:
        return xs[0], ys[0], xs[0], ys[1]
    if way == 1:
        return xs[1], ys[0], xs[0], ys[0]
    return (xs[0], ys[0], xs[1], ys[1]) if way == 2 else (xs[0], ys[1], xs[1], ys[0])
