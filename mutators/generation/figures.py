"""Points and intervals that stand to one another as the statement asks: distinct, no three on a line, apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import gcd
from random import Random

Pair = tuple[int, int]
MOST_CHECKED = 3000
"""Of more points it takes too long to see that no three are on a line."""
TRIES = 60


def repeated(points: Sequence[Pair]) -> bool:
    """Whether two points are the same."""
    return len(set(points)) < len(points)


def some_collinear(points: Sequence[Pair]) -> bool:
    """Whether three points are on a line, or two are the same; of more than MOST_CHECKED points: whether so many are too many.

    Slopes are compared as floats: of coordinates beyond 2^26 two that differ may look alike, and then it is True, too.
    """
    if len(points) > MOST_CHECKED or repeated(points):
        return True
    for place, (x, y) in enumerate(points):
        slopes = [(v - y) / (u - x) if u != x else float("inf") for u, v in points[place + 1 :]]
        if len(set(slopes)) < len(slopes):
            return True
    return False


def _direction(point: Pair) -> Pair:
    """The shortest whole step along the line through the origin and the point; (0, 0) of the origin itself."""
    x, y = point
    step = gcd(x, y)
    if not step:
        return (0, 0)
    return (x // step, y // step) if (x, y) > (0, 0) else (-x // step, -y // step)


def some_on_a_ray(points: Sequence[Pair]) -> bool:
    """Whether two points are on a line with the origin, or one is the origin."""
    found = set(map(_direction, points))
    return len(found) < len(points) or (0, 0) in found


def in_directions(points: Sequence[Pair], across: Pair, up: Pair, rng: Random) -> list[Pair] | None:
    """The points, those on a line with the origin and another one replaced; None where there is hardly room."""
    seen: set[Pair] = {(0, 0)}
    found = []
    for point in points:
        tries = 0
        while (way := _direction(point)) in seen:
            tries += 1
            if tries > TRIES:
                return None
            point = (rng.randint(*across), rng.randint(*up))
        seen.add(way)
        found.append(point)
    return found


def told_apart(points: Sequence[Pair], across: Pair, up: Pair, rng: Random) -> list[Pair] | None:
    """The points, those that are there already replaced; None where there is hardly room."""
    seen: set[Pair] = set()
    found = []
    for point in points:
        tries = 0
        while point in seen:
            tries += 1
            if tries > TRIES:
                return None
            point = (rng.randint(*across), rng.randint(*up))
        seen.add(point)
        found.append(point)
    return found


def in_general_position(size: int, across: Pair, up: Pair, rng: Random) -> list[Pair] | None:
    """So many points of which no three are on a line; None where there is no room for them.

    (i, i^2 mod p) for a prime p: a line meets that parabola in two points at most, modulo p and so also as it is.
    """
    width = min(across[1] - across[0], up[1] - up[0]) + 1
    if size <= 12 and size <= width:
        few = _one_by_one(size, across, up, rng)
        if few is not None:
            return few
    prime = next((one for one in range(max(size, 3), min(width, 2 * size + 100) + 1) if _is_prime(one)), 0)
    if not prime:
        return _one_by_one(size, across, up, rng)
    step = max(1, rng.randint(1, max(1, width // prime)))
    shift = rng.randrange(prime)
    left = rng.randint(across[0], across[1] - step * (prime - 1))
    low = rng.randint(up[0], up[1] - step * (prime - 1))
    chosen = rng.sample(range(prime), size)
    return [(left + step * ((one + shift) % prime), low + step * (one * one % prime)) for one in chosen]


def _one_by_one(size: int, across: Pair, up: Pair, rng: Random) -> list[Pair] | None:
    """Points from a window, those on a line with two others left out."""
    wide = rng.choice((max(6, 3 * size), 10 * size + 10, 10**12))
    (left, right), (low, high) = (_window(ends, wide, rng) for ends in (across, up))
    found: list[Pair] = []
    for _ in range(TRIES * (size + 1)):
        if len(found) == size:
            return found
        point = (rng.randint(left, right), rng.randint(low, high))
        if not some_collinear([point, *found]):
            found.append(point)
    return found if len(found) == size else None


def _window(ends: Pair, wide: int, rng: Random) -> Pair:
    if ends[1] - ends[0] <= wide:
        return ends
    low = min(max(rng.choice((-wide // 2, ends[0], 0)), ends[0]), ends[1] - wide)
    return low, low + wide


def _is_prime(value: int) -> bool:
    return value > 1 and all(value % divisor for divisor in range(2, int(value**0.5) + 1))


def overlap(intervals: Sequence[Pair], touching: bool) -> bool:
    """Whether two intervals have a point in common; one end each does not count with `touching`."""
    ordered = sorted(intervals)
    if touching:
        return any(one[1] > other[0] for one, other in pairwise(ordered))
    return any(one[1] >= other[0] for one, other in pairwise(ordered))


def apart(size: int, low: int, high: int, rng: Random, *, ordered: bool) -> list[Pair] | None:
    """So many intervals within low..high, no two of which meet; None where there is no room."""
    width = high - low + 1
    if 2 * size > width:
        return None
    room = min(width, max(2 * size, rng.choice((2 * size, 3 * size, 10 * size + 5, width))))
    start = low + rng.choice((0, width - room, rng.randint(0, width - room)))
    places = sorted(rng.sample(range(start, start + room), 2 * size))
    found = list(zip(places[::2], places[1::2], strict=True))
    if not ordered:
        rng.shuffle(found)
    return found
