"""Components in one go and in rounds: the same, and what a plain search finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.neardup.candidates import NO_PAIRS, Pairs
from pipelines.neardup.components import (
    Labels,
    both_ways,
    components,
    fingerprint,
    labels_of_stars,
    large_star,
    larger_left,
    small_star,
)
from tests.pipelines.neardup.corpora import moderate, partition
from tests.pipelines.neardup.test_candidates import as_pairs, pairs_of

edges = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).filter(lambda pair: pair[0] != pair[1]), max_size=40)
PATH = [(place, place + 1) for place in range(20)]
ZIGZAG = [(place, 20 - place) for place in range(10)] + [(place + 1, 20 - place) for place in range(10)]


def contracted(pairs: Pairs) -> tuple[Pairs, int]:
    """Rounds of large and small stars until nothing changes, and how many that took."""
    for number in range(100):
        after = small_star(larger_left(large_star(both_ways(pairs))))
        if fingerprint([after]) == fingerprint([pairs]):
            return after, number
        pairs = after
    raise AssertionError("no end of rounds")


@moderate
@given(edges)
@example(PATH)
@example(ZIGZAG)
def test_components_are_those_of_a_plain_search(some: list[tuple[int, int]]) -> None:
    expected = partition(some, 21)
    labels = components(as_pairs(some))
    assert labels.of(np.arange(21)).tolist() == expected
    assert labels.numbers.tolist() == sorted({end for pair in some for end in pair})


@moderate
@given(edges)
@example(PATH)
@example(ZIGZAG)
def test_rounds_of_stars_end_in_the_same_components(some: list[tuple[int, int]]) -> None:
    stars, _ = contracted(as_pairs(some))
    labels, expected = labels_of_stars(larger_left(stars)), components(as_pairs(some))
    assert labels.numbers.tolist() == expected.numbers.tolist()
    assert labels.roots.tolist() == expected.roots.tolist()


def test_long_paths_take_few_rounds() -> None:
    rng = np.random.default_rng(0)
    shuffled = rng.permutation(5000)
    for path in (np.arange(5000), shuffled):
        pairs = Pairs(path[:-1], path[1:])
        assert set(components(pairs).roots.tolist()) == {0}
        stars, rounds = contracted(pairs)
        assert len(stars.lefts) == 4999
        assert rounds < 20


def test_one_long_path_in_one_go() -> None:
    path = np.random.default_rng(1).permutation(300_000)
    assert not components(Pairs(path[:-1], path[1:])).roots.any()


def test_they_are_those_of_scipy() -> None:
    graphs = pytest.importorskip("scipy.sparse.csgraph")
    sparse = pytest.importorskip("scipy.sparse")
    rng = np.random.default_rng(2)
    pairs = Pairs(*rng.integers(0, 50_000, (2, 40_000)))
    ours = components(pairs).of(np.arange(50_000))
    graph = sparse.coo_matrix((np.ones(40_000), pairs), (50_000, 50_000))
    count, theirs = graphs.connected_components(graph, directed=False)
    assert len(np.unique(ours)) == count
    assert len(np.unique(ours * count + theirs)) == count


@moderate
@given(edges, st.integers(0, 40))
def test_a_fingerprint_knows_no_parts_and_no_order(some: list[tuple[int, int]], cut: int) -> None:
    parts = [as_pairs(some[cut:]), as_pairs(some[:cut])]
    assert fingerprint(parts) == fingerprint([as_pairs(some)])
    assert fingerprint([as_pairs([*some, (3, 4)])]) != fingerprint([as_pairs(some)])


def test_who_is_in_no_pair_is_alone() -> None:
    assert components(NO_PAIRS).of(np.array([3, 5])).tolist() == [3, 5]
    labels = Labels(np.array([2, 9]), np.array([2, 2]))
    assert labels.of(np.array([1, 2, 3, 9, 10])).tolist() == [1, 2, 3, 2, 10]
    assert pairs_of(large_star(NO_PAIRS)) == pairs_of(small_star(NO_PAIRS)) == []
