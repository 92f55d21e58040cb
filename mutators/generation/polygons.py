"""Simple polygons: vertices of a random one, and whether points in their order are one."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from mutators.formats.columns import Columns
from mutators.formats.nodes import Kind, Repeat, Token

Point = tuple[int, int]
POLYGON = re.compile(r"polygon|marghyrning|clockwise|adjacent segments", re.IGNORECASE)
MOST_CHECKED = 400
"""Of more vertices all pairs of sides are too many to look at; such a polygon must be star-shaped, as those drawn here are."""


def star_ordered(points: Sequence[Point], clockwise: bool) -> list[Point]:
    """The points in the order of their angle around their middle: a star-shaped polygon, if no two lie in one direction."""
    x, y = _middle(points)
    ordered = sorted(points, key=lambda one: (math.atan2(one[1] - y, one[0] - x), one))
    return ordered[::-1] if clockwise else ordered


def _middle(points: Sequence[Point]) -> tuple[float, float]:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def signed_area_doubled(points: Sequence[Point]) -> int:
    """Twice the area; negative where the vertices go clockwise."""
    return sum(a[0] * b[1] - a[1] * b[0] for a, b in zip(points, [*points[1:], *points[:1]], strict=True))


def is_simple(points: Sequence[Point]) -> bool:
    """Whether the closed line through the points meets itself nowhere.

    Of more than MOST_CHECKED points: whether it goes round their middle once, always forward.
    """
    if len(points) < 3 or len(set(points)) < len(points) or not signed_area_doubled(points):
        return False
    if len(points) > MOST_CHECKED:
        return _is_star(points)
    sides = list(zip(points, [*points[1:], *points[:1]], strict=True))
    for place, (a, b) in enumerate(sides):
        c = sides[(place + 1) % len(sides)][1]
        if _turn(a, b, c) == 0 and (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0:
            return False  # it goes back on itself
        for other in range(place + 2, len(sides) - (place == 0)):
            if _meet(a, b, *sides[other]):
                return False
    return True


def turns_everywhere(points: Sequence[Point]) -> bool:
    """Whether no three vertices in a row are on one line."""
    return 0 not in _turns(points)


def _turns(points: Sequence[Point]) -> list[int]:
    count = len(points)
    return [_turn(points[at], points[(at + 1) % count], points[(at + 2) % count]) for at in range(count)]


def is_convex(points: Sequence[Point]) -> bool:
    """Whether a simple polygon turns one way only."""
    turns = _turns(points)
    return all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns)


def _is_star(points: Sequence[Point]) -> bool:
    middle = _middle(points)
    way = 1 if signed_area_doubled(points) > 0 else -1
    pairs = zip(points, [*points[1:], *points[:1]], strict=True)
    angles = [way * ((a[0] - middle[0]) * (b[1] - middle[1]) - (a[1] - middle[1]) * (b[0] - middle[0])) for a, b in pairs]
    around = sum(
        math.remainder(
            math.atan2(b[1] - middle[1], b[0] - middle[0]) - math.atan2(a[1] - middle[1], a[0] - middle[0]), math.tau
        )
        for a, b in zip(points, [*points[1:], *points[:1]], strict=True)
    )
    return min(angles) > 0 and abs(abs(around) - math.tau) < 1e-3


def _turn(a: Point, b: Point, c: Point) -> int:
    cross = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (cross > 0) - (cross < 0)


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two segments have a point in common."""
    first, second, third, fourth = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if first != second and third != fourth:
        return True
    return any(
        turn == 0 and _between(*ends, point)
        for turn, ends, point in ((first, (a, b), c), (second, (a, b), d), (third, (c, d), a), (fourth, (c, d), b))
    )


def _between(a: Point, b: Point, point: Point) -> bool:
    return min(a[0], b[0]) <= point[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= point[1] <= max(a[1], b[1])


def polygon_of(repeats: Sequence[Repeat], unclear: Sequence[str], seen: Columns) -> tuple[str, bool | None]:
    """The repetition of points that a doubt about polygons is about, and whether all go clockwise (None: some do)."""
    if not any(POLYGON.search(one) for one in unclear):
        return "", None
    for one in repeats:
        names = [item.name for item in one.fields if isinstance(item, Token) and item.kind is Kind.INTEGER]
        if len(one.fields) != 2 or len(names) != 2 or one.edges:
            continue
        shapes = [
            [(x, y) for x, y in zip(xs.values, ys.values, strict=True) if isinstance(x, int) and isinstance(y, int)]
            for xs, ys in zip(seen.get(names[0], ()), seen.get(names[1], ()), strict=True)
        ]
        if shapes and all(is_simple(shape) for shape in shapes):
            ways = {signed_area_doubled(shape) < 0 for shape in shapes}
            return one.name, ways.pop() if len(ways) == 1 else None
    return "", None
