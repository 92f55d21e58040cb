"""What stars leave open is compared, in a hot bucket too: then everything is connected that all pairs would connect."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.neardup import crossing as module
from pipelines.neardup.candidates import Buckets, Pairs
from pipelines.neardup.crossing import Heat, crossing, filtered
from pipelines.neardup.settings import NearSettings
from pipelines.neardup.similarity import TextSets
from tests.pipelines.neardup.corpora import VOCABULARY, jaccard, moderate, near_copy, planted, set_of
from tests.pipelines.neardup.test_candidates import pairs_of

NEAR = NearSettings()


def sets_of(texts: list[str]) -> TextSets:
    return TextSets(texts, np.array([len(text) for text in texts], np.int64), NEAR)


@moderate
@given(st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), min_size=2, max_size=8), max_size=5))
def test_the_open_pairs_of_a_bucket(drawn: list[list[tuple[int, int]]]) -> None:
    """All pairs of different components, without those of the centre, which the star has."""
    groups = [sorted({number: root for root, number in bucket}.items()) for bucket in drawn]
    groups = [group for group in groups if len(group) > 1]
    expected = [{left[0], right[0]} for group in groups for left, right in combinations(group[1:], 2) if left[1] != right[1]]
    members = np.array([number for group in groups for number, _ in group], np.int64)
    roots = np.array([root for group in groups for _, root in group], np.int64)
    bounds = np.cumsum([0, *map(len, groups)])
    pieces = list(crossing(Buckets(members, bounds), roots, sets_of([]), 0.8, Heat()))
    found = [set(pair) for pairs in pieces for pair in pairs_of(pairs)]
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


def near_pairs(texts: list[str], threshold: float) -> set[tuple[int, int]]:
    sets = [set_of(text, NEAR) for text in texts]
    return {(i, j) for i, j in combinations(range(len(texts)), 2) if jaccard(sets[i], sets[j]) >= threshold}


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.8, 1.0])
def test_in_a_hot_bucket_no_near_pair_is_missed(threshold: float) -> None:
    texts = planted(90, seed=8, length=40, most_edits=8)
    numbers = np.arange(len(texts))
    pairs, capped = filtered(numbers, numbers, sets_of(texts), threshold)
    found = {(min(pair), max(pair)) for pair in pairs_of(pairs)}
    assert not capped
    assert found >= near_pairs(texts, threshold)
    assert len(found) < 90 * 89 / 2 / 4


def test_what_is_connected_already_is_not_looked_at_again() -> None:
    texts = planted(40, seed=1, length=40)
    roots = np.array([place % 2 for place in range(40)])
    pairs, _ = filtered(np.arange(40), roots, sets_of(texts), 0.3)
    assert len(pairs.lefts)
    assert all(roots[left] != roots[right] for left, right in pairs_of(pairs))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hot_buckets_of_next_to_nothing(count: int) -> None:
    pairs, capped = filtered(np.arange(count), np.arange(count), sets_of(["a b c d e f"] * count), 0.8)
    assert pairs_of(pairs) == ([(0, 1)] if count == 2 else [])
    assert not capped


def boilerplate(count: int) -> list[str]:
    """Texts that share three quarters and are near in pairs alone."""
    rng = Random(3)
    shared = " ".join(rng.choices(VOCABULARY, k=90))
    made: list[str] = []
    for _ in range(count // 2):
        own = " ".join(rng.choices(VOCABULARY, k=60))
        made += [f"{shared} {own}", f"{shared} {near_copy(own, 1, rng)}"]
    return made


def test_hot_buckets_are_counted_and_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PAIRS", 10)
    texts = boilerplate(60)
    bucket = Buckets(np.arange(60), np.array([0, 60]))
    heat = Heat()
    found = [pair for pairs in crossing(bucket, np.arange(60), sets_of(texts), 0.8, heat) for pair in pairs_of(pairs)]
    assert {(min(pair), max(pair)) for pair in found} >= near_pairs(texts, 0.8)
    assert len(near_pairs(texts, 0.8)) == 30
    assert heat == Heat(hot=1, capped=0)


@pytest.mark.parametrize("cap", ["MOST_FILTERED", "MOST_LISTED", "MOST_MET"])
def test_a_cap_is_counted_and_cuts_by_content(cap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{text} {place % 7}" for place, text in enumerate(boilerplate(60))]
    monkeypatch.setattr(module, cap, 40)
    rng = Random(4)
    seen = []
    for _ in range(3):
        order = rng.sample(range(60), 60)
        pairs, capped = filtered(np.arange(60), np.arange(60), sets_of([texts[place] for place in order]), 0.5)
        assert capped
        seen.append({frozenset((texts[order[left]], texts[order[right]])) for left, right in pairs_of(pairs)})
    assert seen[0] == seen[1] == seen[2]


def test_pairs_come_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAIRS_AT_ONCE", 7)
    bucket = Buckets(np.arange(20), np.array([0, 20]))
    pieces = list(crossing(bucket, np.arange(20), sets_of([]), 0.8, Heat()))
    assert len(pieces) > 10
    assert sorted(pair for pairs in pieces for pair in pairs_of(pairs)) == list(combinations(range(1, 20), 2))
    assert isinstance(pieces[0], Pairs)
