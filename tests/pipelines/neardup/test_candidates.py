"""Buckets and stars against what they are, said in plain Python."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.neardup.candidates import Buckets, Pairs, buckets_of, first_alike, stars, unique_pairs
from tests.pipelines.neardup.corpora import moderate

keyed = st.lists(st.integers(0, 5), max_size=30)
few_pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30)


def pairs_of(pairs: Pairs) -> list[tuple[int, int]]:
    return list(zip(pairs.lefts.tolist(), pairs.rights.tolist(), strict=True))


def as_pairs(some: list[tuple[int, int]]) -> Pairs:
    return Pairs(np.array([left for left, _ in some], np.int64), np.array([right for _, right in some], np.int64))


def groups_of(buckets: Buckets) -> list[list[int]]:
    ends = zip(buckets.bounds[:-1], buckets.bounds[1:], strict=True)
    return [sorted(buckets.members[begun:end].tolist()) for begun, end in ends]


@moderate
@given(keyed, st.randoms(use_true_random=False))
def test_a_bucket_holds_all_that_share_its_key(keys: list[int], rng: object) -> None:
    numbers = [7 * place for place in range(len(keys))]
    expected = defaultdict(list)
    for key, number in zip(keys, numbers, strict=True):
        expected[key].append(number)
    found = buckets_of(np.array(keys, np.uint64), np.array(numbers, np.int64))
    assert groups_of(found) == [expected[key] for key in sorted(expected) if len(expected[key]) > 1]
    star = [(group[0], other) for group in groups_of(found) for other in group[1:]]
    assert sorted(pairs_of(stars(found))) == sorted(star)


@moderate
@given(few_pairs, few_pairs)
def test_each_pair_comes_once_with_the_smaller_left(some: list[tuple[int, int]], more: list[tuple[int, int]]) -> None:
    expected = sorted({(min(pair), max(pair)) for pair in some + more if pair[0] != pair[1]})
    assert pairs_of(unique_pairs([as_pairs(some), as_pairs(more)])) == expected


@moderate
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=20))
def test_the_first_of_those_alike(powers: list[tuple[int, int]]) -> None:
    found = first_alike(np.array(powers, np.uint64).reshape(-1, 2))
    assert found.tolist() == [powers.index(one) for one in powers]
