"""Properties of a whole input: understood, so that the guard refuses what lacks them, or kept as a doubt; never ignored."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutators.generation import is_valid, learn, propose
from mutators.generation.figures import apart, in_general_position, overlap, some_collinear, told_apart
from mutators.generation.lattices import Lattice, lattice_of
from mutators.generation.layouts import Figure, laid_out, meet
from mutators.generation.ways import Way
from tests.mutators.generation.knowledges import known

GRID = "Input\nThe first line has two integers h and w (1 <= h, w <= 50). Each of the next h lines has w characters.\n"
POINTS = "Input\nThe first line has n (1 <= n <= 100). Each of the next n lines has two integers x and y (0 <= x, y <= 1000).\n"
EDGES = (
    "Input\nThe first line has two integers n and m (2 <= n <= 100, 1 <= m <= 200). "
    "Each of the next m lines has two integers a and b (1 <= a, b <= n).\n"
)
LIST = "Input\nThe first line has n (1 <= n <= 100). The second line has n integers a_1, ..., a_n (0 <= a_i <= 1000).\n"
SQUARE = (
    "Input\nThe first line has n (1 <= n <= 20). "
    "Each of the next n lines has n integers a_(i1), ..., a_(in) (0 <= a_(ij) <= 99).\n"
)
PEGS = (
    "Input\nThe first line has two integers k and l (1 <= k, l <= 9). The second line has k integers, each from 1 to 18. "
    "The third line has l integers, each from 1 to 18.\n"
)
PROMISED: list[tuple[str, str, list[str], str]] = [
    (GRID, "There is exactly one start S.", ["2 2\nS.\n..\n", "1 3\n.S.\n"], "1 3\nSS.\n"),
    (GRID, "The grid is surrounded by walls.", ["3 3\n###\n#.#\n###\n", "3 4\n####\n#..#\n####\n"], "3 3\n###\n#.#\n##.\n"),
    (GRID, "It is guaranteed that E can be reached from S.", ["2 2\nS.\n#E\n", "1 2\nES\n"], "1 3\nS#E\n"),
    (GRID, "All free cells are connected.", ["2 2\n..\n#.\n", "1 2\n#.\n"], "1 3\n.#.\n"),
    (POINTS, "No three points are collinear.", ["3\n0 0\n1 0\n0 1\n", "2\n4 4\n1 1\n"], "3\n0 0\n1 1\n2 2\n"),
    (POINTS, "No two points coincide.", ["3\n0 0\n1 0\n0 1\n", "2\n4 4\n1 1\n"], "2\n1 1\n1 1\n"),
    (POINTS, "The points are pairwise distinct.", ["3\n0 0\n1 0\n0 1\n", "2\n4 4\n1 1\n"], "2\n1 1\n1 1\n"),
    (POINTS, "No two shifts overlap.", ["2\n0 3\n5 6\n", "1\n7 9\n"], "2\n0 3\n2 6\n"),
    (EDGES, "It is guaranteed that town n can be reached from town 1.", ["3 2\n1 2\n2 3\n", "3 1\n1 3\n"], "3 1\n1 2\n"),
    (
        EDGES,
        "It is possible to travel between every pair of towns.",
        ["3 3\n1 2\n2 3\n1 3\n", "2 1\n1 2\n"],
        "4 3\n1 2\n2 3\n1 3\n",
    ),
    (SQUARE, "It holds that a_(ij) = a_(ji).", ["2\n1 5\n5 2\n", "1\n7\n"], "2\n1 5\n6 2\n"),
    (PEGS, "Every disc appears exactly once.", ["2 1\n1 3\n2\n", "1 1\n2\n1\n"], "1 1\n2\n2\n"),
    (LIST, "It is guaranteed that there is a unique winner.", ["3\n1 5 2\n", "2\n4 4\n"][:1], "3\n5 5 1\n"),
    (LIST, "The heights are given in increasing order.", ["3\n1 5 7\n", "2\n3 4\n"], "3\n5 4 1\n"),
    (LIST, "No two of the numbers are the same.", ["3\n1 5 7\n", "2\n9 4\n"], "3\n5 4 5\n"),
]

SEEN = ("There is exactly one start S.", "The grid is surrounded by walls.", "It holds that a_(ij) = a_(ji).")
"""What is kept to without a word, as it is seldom an accident."""


@pytest.mark.parametrize(("text", "sentence", "inputs", "wrong"), PROMISED, ids=[row[1] for row in PROMISED])
def test_what_is_promised_is_demanded_of_every_candidate(text: str, sentence: str, inputs: list[str], wrong: str) -> None:
    if sentence not in SEEN:
        assert is_valid(known(inputs, text), wrong) == "", "the sentence makes the difference"
    knowledge = known(inputs, text + sentence)
    assert is_valid(knowledge, wrong)
    assert [is_valid(knowledge, one) for one in inputs] == [""] * len(inputs)
    found = [propose(knowledge, Random(seed), kind) for seed in range(6) for kind in ("small", "random", "large")]
    assert sum(one is not None for one in found) >= 0.8 * len(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "It is guaranteed that the knight can be saved.",
        "There is exactly one celebrity.",
        "The answer exists and is unique.",
        "No two consecutive days are equally warm.",
        "Every colour occurs at most once in a row.",
        "The moves never cross one another.",
    ],
)
def test_what_is_promised_and_not_understood_is_a_doubt(sentence: str) -> None:
    knowledge = learn(["3\n1 5 2\n", "2\n4 9\n"], LIST + sentence)
    assert knowledge is not None and knowledge.doubts == (sentence,)


seeds = st.integers(0, 2**32).map(Random)


@given(rng=seeds, size=st.integers(1, 60), half=st.integers(60, 10**6))
@settings(max_examples=60, deadline=None)
def test_points_in_general_position_are(rng: Random, size: int, half: int) -> None:
    found = in_general_position(size, (-half, half), (-half, half), rng)
    assert found is not None and len(found) == size
    assert not some_collinear(found)
    assert all(-half <= value <= half for point in found for value in point)


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), max_size=7))
@settings(max_examples=100, deadline=None)
def test_three_on_a_line_are_found(points: list[tuple[int, int]]) -> None:
    exact = any((b[0] - a[0]) * (c[1] - a[1]) == (c[0] - a[0]) * (b[1] - a[1]) for a, b, c in combinations(points, 3))
    assert some_collinear(points) == (exact or len(set(points)) < len(points))


@given(rng=seeds, points=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_points_are_told_apart(rng: Random, points: list[tuple[int, int]]) -> None:
    found = told_apart(points, (0, 9), (0, 9), rng)
    assert found is not None and len(set(found)) == len(points)


@given(rng=seeds, size=st.integers(0, 20), room=st.integers(0, 60), ordered=st.booleans())
@settings(max_examples=60, deadline=None)
def test_intervals_apart_do_not_overlap(rng: Random, size: int, room: int, ordered: bool) -> None:
    found = apart(size, 5, 5 + room, rng, ordered=ordered)
    assert (found is None) == (2 * size > room + 1)
    if found is not None:
        assert len(found) == size and not overlap(found, touching=False)
        assert all(5 <= start < end <= 5 + room for start, end in found)
        assert not ordered or found == sorted(found)


@pytest.mark.parametrize("figure", Figure)
@given(rng=seeds, size=st.integers(1, 40))
@settings(max_examples=30, deadline=None)
def test_figures_that_are_laid_out_do_not_meet(figure: Figure, rng: Random, size: int) -> None:
    ranges = [(-200, 200), (-200, 200), (1, 30)] if figure is Figure.CIRCLE else [(-200, 200)] * 4
    found = laid_out(figure, size, ranges, rng)
    assert found is not None and len(found) == size
    assert not meet(figure, found, touching=False)
    assert all(low <= value <= high for row in found for value, (low, high) in zip(row, ranges, strict=True))


@pytest.mark.parametrize(
    ("figure", "rows", "touching", "meeting"),
    [
        (Figure.CIRCLE, [(0, 0, 5), (10, 0, 5)], False, True),
        (Figure.CIRCLE, [(0, 0, 5), (8, 8, 5)], False, False),
        (Figure.CIRCLE, [(0, 0, 9), (1, 1, 2)], False, True),
        (Figure.SEGMENT, [(0, 0, 10, 10), (0, 10, 10, 0)], False, True),
        (Figure.SEGMENT, [(0, 0, 10, 10), (1, 0, 11, 10)], False, False),
        (Figure.SEGMENT, [(0, 0, 10, 0), (5, 0, 20, 0)], False, True),
        (Figure.RECTANGLE, [(0, 0, 5, 5), (5, 0, 9, 5)], False, True),
        (Figure.RECTANGLE, [(0, 0, 5, 5), (5, 0, 9, 5)], True, False),
        (Figure.RECTANGLE, [(0, 0, 9, 9), (3, 3, 4, 4)], True, True),
    ],
)
def test_figures_that_meet(figure: Figure, rows: list[tuple[int, ...]], touching: bool, meeting: bool) -> None:
    assert meet(figure, rows, touching) == meeting
    assert meet(figure, rows[::-1], touching) == meeting


@given(
    rng=seeds,
    vertices=st.integers(2, 10),
    total=st.integers(1, 30),
    directed=st.booleans(),
    everywhere=st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_ways_are_made(rng: Random, vertices: int, total: int, directed: bool, everywhere: bool) -> None:
    way = Way(directed, everywhere)
    edges = [(rng.randrange(vertices), rng.randrange(vertices)) for _ in range(total)]
    found = way.made(edges, vertices, rng, once=False)
    if found is not None:
        assert len(found) == total and way.leads(found, vertices, 0)
    else:
        assert everywhere and total < vertices - 1


@given(rng=seeds, rows=st.integers(4, 9), columns=st.integers(4, 9), joined=st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_grid_obeys_its_rules(rng: Random, rows: int, columns: int, joined: bool) -> None:
    rules = Lattice((("S", 1), ("T", 2)), "#", "#", joined, ".")
    grid = ["".join(rng.choices("#.", k=columns)) for _ in range(rows)]
    found = rules.imposed(grid, "#.ST", rng)
    assert found is not None
    assert rules.broken(found) in ("", "no '.'") if (rows - 2) * (columns - 2) < 6 else not rules.broken(found)


@given(rng=seeds)
@settings(max_examples=200, deadline=None)
def test_what_must_stand_in_a_grid_is_never_walled_up(rng: Random) -> None:
    found = Lattice((("S", 1), ("T", 1)), "#", "#", True, ".").imposed(
        ["######", "######", "######", "###.##", "######"], "#.ST", rng
    )
    assert found is not None and any("." in row for row in found)


def test_rules_are_learnt_only_where_every_example_has_them() -> None:
    assert lattice_of([["S.", "##"], [".S", "S."]], "", ()) is None
    assert lattice_of([["S.", "##"], [".S", ".."]], "", ()) == Lattice((("S", 1),))
    assert lattice_of([["AB", "CD"]], "", ()) is None, "letters alone are a text"
