"""Convex polygons of so many vertices, no three of them on a line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, pairwise
from random import Random

Point = tuple[int, int]
MOST_BY_CHANCE = 40
"""Of more vertices steps made by chance go two in one direction too often."""
TRIES = 20


def convex_polygon(size: int, across: Point, up: Point, rng: Random) -> list[Point] | None:
    """The vertices counterclockwise, within the ranges; None where there is no room for them, or they are fewer than three."""
    if size < 3:
        return None
    room = (across[1] - across[0], up[1] - up[0])
    steps = _by_chance(size, room, rng) if size <= MOST_BY_CHANCE and rng.random() < 0.7 else None
    steps = steps or _round(size + size % 2, room, rng)
    if steps is None:
        return _by_chance_placed(size, across, up, rng)
    points = _placed(steps, across, up, rng)
    if len(points) > size:  # without one of its corners it is convex still
        points.pop(rng.randrange(len(points)))
    return points


def _by_chance_placed(size: int, across: Point, up: Point, rng: Random) -> list[Point] | None:
    steps = _by_chance(size, (across[1] - across[0], up[1] - up[0]), rng)
    return None if steps is None else _placed(steps, across, up, rng)


def _by_chance(size: int, room: Point, rng: Random) -> list[Point] | None:
    """Steps of random lengths that lead back to their start, no two in one direction (Valtr 1995); None if none are found."""
    for _ in range(TRIES):
        xs, ys = _there_and_back(size, room[0], rng), _there_and_back(size, room[1], rng)
        rng.shuffle(ys)
        steps = list(zip(xs, ys, strict=True))
        if (0, 0) not in steps and len(set(map(_direction, steps))) == size:
            return steps
    return None


def _there_and_back(size: int, room: int, rng: Random) -> list[int]:
    """So many steps along one axis that add up to nothing, and never go further than `room`."""
    top = rng.choice((room, room, min(room, 3 * size), min(room, size)))
    places = sorted(rng.randint(0, top) for _ in range(size))
    forth, back = [places[0]], [places[0]]
    for place in places[1:-1]:
        rng.choice((forth, back)).append(place)
    forth.append(places[-1])
    back.append(places[-1])
    return [b - a for a, b in pairwise(forth)] + [a - b for a, b in pairwise(back)]


def _direction(step: Point) -> Point:
    common = math.gcd(*step)
    return step[0] // common, step[1] // common


def _round(size: int, room: Point, rng: Random) -> list[Point] | None:
    """As many steps, even in number, of the shortest in all directions, each there and back; None where they lead too far."""
    half = _shortest(size // 2)
    wide = sum(abs(x) for x, _ in half), sum(abs(y) for _, y in half)
    if wide[0] > room[0] or wide[1] > room[1]:
        half = [(y, x) for x, y in half]
        wide = wide[1], wide[0]
    if wide[0] > room[0] or wide[1] > room[1]:
        return None
    most = min(part // step for part, step in zip(room, wide, strict=True) if step)
    factor = rng.choice((1, most, rng.randint(1, most)))
    half = [(x * factor, y * factor) for x, y in half]
    return half + [(-x, -y) for x, y in half]


def _shortest(size: int) -> list[Point]:
    """The shortest steps of which no two are along one line."""
    reach = 2
    while True:
        found = [
            (x, y)
            for x in range(reach + 1)
            for y in range(-reach, reach + 1)
            if math.gcd(x, y) == 1 and (x, y) != (0, -1) and x * x + y * y <= reach * reach
        ]
        if len(found) >= size:
            return sorted(found, key=lambda one: (one[0] * one[0] + one[1] * one[1], one))[:size]
        reach = reach * 3 // 2 + 1


def _placed(steps: Sequence[Point], across: Point, up: Point, rng: Random) -> list[Point]:
    """The corners that the steps lead to in the order of their angles, somewhere in the ranges."""
    ordered = sorted(steps, key=lambda step: math.atan2(step[1], step[0]))
    xs = list(accumulate(x for x, _ in ordered))
    ys = list(accumulate(y for _, y in ordered))
    left = rng.randint(across[0] - min(xs), across[1] - max(xs))
    low = rng.randint(up[0] - min(ys), up[1] - max(ys))
    return [(left + x, low + y) for x, y in zip(xs, ys, strict=True)]
