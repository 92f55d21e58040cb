"""Shapes, texts, graphs and traits: what is drawn is of the size, the range and the traits that were asked for."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutators.constraints.graphs import graph_has
from mutators.constraints.records import Trait, sequence_has
from mutators.generation import graphs, texts
from mutators.generation.filling import capped
from mutators.generation.ordering import imposed
from mutators.generation.shapes import SHAPES, log_uniform, number

ranges = st.tuples(st.integers(-(10**19), 10**19), st.integers(0, 10**6)).map(lambda pair: (pair[0], pair[0] + pair[1]))
narrow = st.tuples(st.integers(-5, 5), st.integers(0, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))
seeds = st.integers(0, 2**32).map(Random)


@pytest.mark.parametrize("name", SHAPES)
@given(rng=seeds, size=st.integers(0, 60), ends=ranges | narrow)
@settings(max_examples=60, deadline=None)
def test_a_shape_has_its_size_and_stays_in_its_range(name: str, rng: Random, size: int, ends: tuple[int, int]) -> None:
    found = SHAPES[name](rng, size, *ends)
    assert len(found) == size
    assert all(ends[0] <= value <= ends[1] for value in found)
    assert all(ends[0] <= draw(rng, *ends) <= ends[1] for draw in (number, log_uniform))


@pytest.mark.parametrize("trait", [Trait.DISTINCT, Trait.PERMUTATION, Trait.NON_DECREASING, Trait.INCREASING, Trait.DECREASING])
@given(rng=seeds, values=st.lists(st.integers(0, 20), max_size=20))
@settings(max_examples=60, deadline=None)
def test_traits_are_imposed(trait: Trait, rng: Random, values: list[int]) -> None:
    found = imposed(values, frozenset((trait,)), 1, 0, 20, rng)
    assert len(found) == len(values) and sequence_has(trait, found) is not False
    assert all(0 <= value <= 20 for value in found)


@pytest.mark.parametrize("name", texts.SHAPES)
@given(rng=seeds, size=st.integers(0, 40), alphabet=st.sampled_from(["a", "ab", "abcxyz", "()[]", "01"]))
@settings(max_examples=40, deadline=None)
def test_a_text_has_its_size_and_alphabet(name: str, rng: Random, size: int, alphabet: str) -> None:
    found = texts.SHAPES[name](rng, size, alphabet)
    assert len(found) == size and set(found) <= set(alphabet)


@given(rng=seeds, rows=st.integers(0, 8), columns=st.integers(0, 8))
@settings(max_examples=100, deadline=None)
def test_a_grid_is_one(rng: Random, rows: int, columns: int) -> None:
    assert [len(row) for row in texts.grid(rng, rows, columns, ".#")] == [columns] * rows


@pytest.mark.parametrize("shape", graphs.GRAPHS)
@given(
    rng=seeds,
    vertices=st.integers(1, 12),
    extra=st.integers(0, 20),
    traits=st.sets(st.sampled_from([Trait.TREE, Trait.CONNECTED, Trait.NO_LOOPS, Trait.NO_PARALLEL, Trait.ACYCLIC])),
)
@settings(max_examples=60, deadline=None)
def test_a_graph_has_its_traits(shape: str, rng: Random, vertices: int, extra: int, traits: set[Trait]) -> None:
    wanted = frozenset(traits)
    total = graphs.least_edges(vertices, wanted) + extra
    most = graphs.most_edges(vertices, wanted)
    total = total if most is None else min(total, most)
    found = graphs.edges(rng, vertices, total, wanted, shape)
    assert len(found) == total
    assert all(0 <= vertex < vertices for edge in found for vertex in edge)
    assert [trait for trait in wanted if graph_has(trait, found, vertices) is False] == []


@given(rng=seeds, size=st.integers(0, 30), low=st.integers(0, 5), width=st.integers(1, 20), strictly=st.booleans())
@settings(max_examples=100, deadline=None)
def test_intervals_are_in_order(rng: Random, size: int, low: int, width: int, strictly: bool) -> None:
    found = graphs.intervals(rng, size, low, low + width, strictly)
    assert len(found) == size
    assert all(low <= start <= end <= low + width and (start < end or not strictly) for start, end in found)


@given(values=st.lists(st.integers(0, 100), max_size=20), most=st.integers(0, 500))
@settings(max_examples=100, deadline=None)
def test_a_sum_is_capped(values: list[int], most: int) -> None:
    found = capped(values, most, 0)
    assert sum(found) <= most and len(found) == len(values)
