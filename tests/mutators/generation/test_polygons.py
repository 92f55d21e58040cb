"""Polygons: what is drawn for a statement that asks for a simple one is one, and what is not is seen."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mutators.formats import parse
from mutators.generation import is_valid, learn, propose
from mutators.generation.polygons import (
    Point,
    is_convex,
    is_simple,
    signed_area_doubled,
    star_ordered,
    turns_everywhere,
)

SQUARE: list[Point] = [(0, 0), (4, 0), (4, 4), (0, 4)]
ARROW: list[Point] = [(0, 0), (4, 4), (0, 2), (-4, 4)]
BOW: list[Point] = [(0, 0), (4, 4), (4, 0), (0, 4)]
STATEMENT = """A fence is a polygon.

Input
The first line has n (3 <= n <= 50), the number of posts. Each of the next n lines has two integers x and y
(-1000 <= x, y <= 1000), the posts of a simple polygon in counter-clockwise order. No three posts in a row are collinear.
"""
points = st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=3, max_size=9, unique=True)


@pytest.mark.parametrize(
    "shape, simple, convex",
    [
        (SQUARE, True, True),
        (ARROW, True, False),
        (BOW, False, False),
        ([(0, 0), (2, 0), (1, 0), (1, 1)], False, False),  # goes back on itself
        ([(0, 0), (4, 0), (2, 0), (2, 3)], False, False),
        ([(0, 0), (1, 1), (2, 2)], False, True),  # no area
        ([(0, 0), (4, 0), (4, 4), (4, 0)], False, False),  # twice at one place
    ],
)
def test_shapes(shape: list[Point], simple: bool, convex: bool) -> None:
    assert is_simple(shape) is simple
    if simple:
        assert is_convex(shape) is convex


@given(points, st.integers(0, 8))
def test_where_a_polygon_begins_and_which_way_it_goes_is_the_same_polygon(shape: list[Point], start: int) -> None:
    turned = shape[start % len(shape) :] + shape[: start % len(shape)]
    assert is_simple(shape) == is_simple(turned) == is_simple(shape[::-1])
    assert turns_everywhere(shape) == turns_everywhere(turned) == turns_everywhere(shape[::-1])
    assert signed_area_doubled(shape) == signed_area_doubled(turned) == -signed_area_doubled(shape[::-1])


@given(points, st.booleans())
def test_points_in_the_order_of_their_angles_go_the_way_they_should(shape: list[Point], clockwise: bool) -> None:
    ordered = star_ordered(shape, clockwise)
    assert sorted(ordered) == sorted(shape)
    assume(is_simple(ordered))
    assert (signed_area_doubled(ordered) < 0) is clockwise


def test_many_points_are_checked_by_going_round_their_middle() -> None:
    rng = Random(1)
    many = list({(rng.randrange(-(10**6), 10**6), rng.randrange(-(10**6), 10**6)) for _ in range(1000)})
    assert is_simple(star_ordered(many, clockwise=False))
    assert not is_simple(many)
    twice = star_ordered(many, clockwise=False)
    assert not is_simple([*twice[::2], *twice[1::2]])


def test_candidates_are_polygons_as_the_statement_asks_for() -> None:
    example = "4\n0 0\n4 0\n4 4\n0 4\n"
    knowledge = learn([example, "3\n0 0\n5 1\n2 7\n"], STATEMENT)
    assert knowledge is not None
    assert knowledge.polygon
    assert knowledge.clockwise is False
    rng = Random(3)
    made = [found for _ in range(60) if (found := propose(knowledge, rng)) is not None]
    assert len({text for text, *_ in made}) > 20
    for text, *_ in made:
        rows = [tuple(map(int, line.split())) for line in text.splitlines()[1:]]
        shape = [(x, y) for x, y in rows]
        assert is_simple(shape)
        assert turns_everywhere(shape)
        assert signed_area_doubled(shape) > 0
        assert parse(knowledge.format, text)
    for wrong in (BOW, SQUARE[::-1], [(0, 0), (2, 0), (4, 0), (4, 4)]):
        text = f"{len(wrong)}\n" + "".join(f"{x} {y}\n" for x, y in wrong)
        assert is_valid(knowledge, text)
