"""Clusters: what is near is together, whatever the order; duplicates always, empty texts never; and texts made to hurt."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.neardup import Clustering, NearSettings, SettingsError, Shingles, clusters, crossing, settings_for
from pipelines.neardup import clustering as module
from pipelines.neardup.signatures import band_keys, sketch
from tests.pipelines.neardup.corpora import (
    VOCABULARY,
    any_texts,
    jaccard,
    kinds,
    moderate,
    named,
    near_copy,
    partition,
    planted,
    set_of,
)

small_corpora = st.integers(0, 10_000).map(lambda seed: planted(40, seed, length=30, most_edits=5))


def together(found: Clustering) -> set[frozenset[str]]:
    return {frozenset(group) for group in found.groups()}


def by_all_pairs(texts: list[str], near: NearSettings) -> set[frozenset[str]]:
    """Clusters by comparing every two texts that agree in some band."""
    sets = [set_of(text, near) for text in texts]
    keys = band_keys(sketch(texts, near).signatures, near)
    full = [place for place in range(len(texts)) if sets[place]]
    edges = [
        (left, right)
        for left, right in combinations(full, 2)
        if (keys[left] == keys[right]).any() and jaccard(sets[left], sets[right]) >= near.threshold
    ]
    roots = partition(edges, len(texts))
    groups = [frozenset(f"t{place:06d}" for place, root in enumerate(roots) if root == first) for first in set(roots)]
    return {group for group in groups if len(group) > 1}


@moderate
@given(small_corpora, st.sampled_from([0.3, 0.5, 0.8, 1.0]))
def test_exactly_those_are_together_that_comparing_all_pairs_connects(texts: list[str], threshold: float) -> None:
    near = settings_for(threshold)
    assert together(clusters(named(texts), near)) == by_all_pairs(texts, near)


@moderate
@given(st.lists(any_texts, max_size=12), kinds)
def test_the_same_of_texts_of_any_kind(texts: list[str], kind: Shingles) -> None:
    near = settings_for(0.5, kind, width=2)
    assert together(clusters(named(texts), near)) == by_all_pairs(texts, near)


@moderate
@given(small_corpora, st.randoms(use_true_random=False))
def test_the_order_of_the_texts_changes_nothing(texts: list[str], rng: Random) -> None:
    documents = named(texts)
    shuffled = rng.sample(documents, len(documents))
    assert sorted(clusters(shuffled).rows()) == sorted(clusters(documents).rows())


@moderate
@given(small_corpora, st.floats(0.2, 1.0), st.floats(0.2, 1.0))
def test_a_higher_threshold_parts_and_never_joins(texts: list[str], one: float, other: float) -> None:
    low, high = (
        together(clusters(named(texts), NearSettings(threshold, bands=32, rows=4))) for threshold in sorted([one, other])
    )
    assert all(any(group <= larger for larger in low) for group in high)


@moderate
@given(st.lists(any_texts, min_size=1, max_size=8), kinds, st.floats(0.1, 1.0))
def test_duplicates_are_always_together_and_empty_texts_never(texts: list[str], kind: Shingles, threshold: float) -> None:
    near = NearSettings(threshold, kind)
    found = clusters(named(texts + texts), near)
    rows = list(found.rows())
    for first, second, text in zip(rows, rows[len(texts) :], texts, strict=False):
        if set_of(text, near):
            assert (first.cluster, first.representative) == (second.cluster, second.representative)
        else:
            assert [row.representative for row in (first, second)] == [first.id, second.id]
            assert (first.similarity, second.similarity) == (1.0, 1.0)


@moderate
@given(small_corpora)
def test_a_row_tells_the_exact_similarity_to_the_smallest_id(texts: list[str]) -> None:
    near, documents = NearSettings(0.5, bands=32, rows=4), named(texts)
    text_of = dict(documents)
    rows = list(clusters(documents, near).rows())
    assert [row.id for row in rows] == [id for id, _ in documents]
    members: dict[str, list[str]] = {}
    for row in rows:
        members.setdefault(row.cluster, []).append(row.id)
        assert row.similarity == jaccard(set_of(text_of[row.id], near), set_of(text_of[row.representative], near))
    assert all(row.representative == min(members[row.cluster]) for row in rows)


def test_planted_near_duplicates_are_found_and_nothing_else() -> None:
    """Recall and precision of pairs against all pairs' exact similarity, at the default threshold."""
    near, texts = NearSettings(), planted(400, seed=11, length=150, most_edits=4)
    sets = [set_of(text, near) for text in texts]
    truly = {pair for pair in combinations(range(len(texts)), 2) if jaccard(sets[pair[0]], sets[pair[1]]) >= near.threshold}
    place = {id: number for number, (id, _) in enumerate(named(texts))}
    groups = clusters(named(texts), near).groups()
    found = {tuple(sorted((place[left], place[right]))) for group in groups for left, right in combinations(group, 2)}
    connected = partition(sorted(truly), len(texts))
    assert len(truly) > 150
    assert len(found & truly) >= 0.97 * len(truly)
    assert sum(connected[left] == connected[right] for left, right in found) >= 0.99 * len(found)


def test_texts_of_one_token_are_together_only_where_they_are_the_same() -> None:
    texts = [str(number % 50) for number in range(100)] + ["", " ", "\n", "?!", "..."]
    assert Counter(map(len, clusters(named(texts)).groups())) == {2: 50}
    assert clusters(named(texts)).counts.empty == 5
    code = clusters(named(texts), NearSettings(shingles=Shingles.TOKENS))
    assert code.counts.empty == 3
    assert Counter(map(len, code.groups())) == {2: 50}


@pytest.mark.parametrize("times", [100_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def test_one_text_very_many_times(times: int) -> None:
    found = clusters(named(["print the sum of all the numbers"] * times + ["something else"]))
    assert [len(group) for group in found.groups()] == [times]
    assert found.counts.exact_duplicates == times - 1
    assert found.counts.compared == 0


def test_one_text_with_one_word_changed_each_time() -> None:
    """Every bucket of every band holds thousands of different texts, all of them near: no square of comparisons."""
    rng = Random(2)
    first = " ".join(rng.choices(VOCABULARY, k=200))
    texts = [first, *(f"{first} {number}" for number in range(3000))]
    found = clusters(named(texts))
    assert [len(group) for group in found.groups()] == [3001]
    assert found.counts.compared < 2 * len(texts)


def test_texts_with_much_in_common_that_are_not_near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three quarters boilerplate: thousands of pairs share buckets. The few that are near are found, hot buckets or not."""
    rng = Random(5)
    shared = " ".join(rng.choices(VOCABULARY, k=150))
    texts = [f"{shared} {' '.join(rng.choices(VOCABULARY, k=60))}" for _ in range(150)]
    texts += [near_copy(text, 1, rng) for text in texts[:30]]
    near = NearSettings()
    plainly = clusters(named(texts), near)
    monkeypatch.setattr(crossing, "MOST_PAIRS", 100)
    hot = clusters(named(texts), near)
    assert together(hot) == together(plainly) == by_all_pairs(texts, near)
    assert len(together(hot)) >= 25
    assert hot.counts.heat.hot > 0
    assert hot.counts.heat.capped == plainly.counts.heat.hot == 0
    assert hot.counts.compared < plainly.counts.compared


def test_a_text_of_fifty_megabytes() -> None:
    rng = Random(6)
    block = " ".join(str(rng.randrange(10**6)) for _ in range(7500))
    large = " ".join(f"{number} {block}" for number in range(1000))
    assert len(large) > 50_000_000
    found = clusters([("a", large), ("b", large[:-3000] + " the end"), ("c", block)])
    assert found.groups()[0][:2] == ["a", "b"]
    assert found.similarities[1] > 0.8


def test_a_text_without_any_space() -> None:
    """It is cut from its beginning on, so something in front of it makes it another one."""
    large = Random(7).randbytes(1_000_000).hex()
    assert clusters([("a", large), ("b", large + "x"), ("c", "z" + large)]).groups() == [["a", "b"]]


def test_an_id_that_comes_twice_is_quoted() -> None:
    with pytest.raises(SettingsError, match="'same'"):
        clusters([("same", "a"), ("other", "b"), ("same", "c")])


def test_nothing_at_all() -> None:
    assert list(clusters([]).rows()) == []
    assert clusters([]).groups() == []


def test_batches_are_bounded_and_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = planted(60, seed=9)
    expected = list(clusters(named(texts)).rows())
    monkeypatch.setattr(module, "BATCH_TEXTS", 7)
    monkeypatch.setattr(module, "BATCH_CHARACTERS", 1500)
    pieces = [texts[piece] for piece in module.batches(texts)]
    assert [text for piece in pieces for text in piece] == texts
    assert all(len(piece) <= 7 and (len(piece) == 1 or sum(map(len, piece)) <= 1500) for piece in pieces)
    assert list(clusters(named(texts)).rows()) == expected
    monkeypatch.setattr(module, "_MOST_REMEMBERED", 0)
    assert list(clusters(named(texts)).rows()) == expected
    monkeypatch.setattr(module, "_COMPARED_AT_ONCE", 3)
    assert list(clusters(named(texts)).rows()) == expected


def test_pairs_that_others_connect_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Near to each other and not to the first of their bucket, in chains: most pairs need no look once some are joined."""
    rng = Random(8)
    shared = " ".join(rng.choices(VOCABULARY, k=150))
    own = [" ".join(rng.choices(VOCABULARY, k=60)) for _ in range(12)]
    texts = [f"{shared} {near_copy(own[place % 12], 1, rng)}" for place in range(240)]
    at_once = clusters(named(texts))
    monkeypatch.setattr(module, "_COMPARED_AT_ONCE", 50)
    in_pieces = clusters(named(texts))
    assert list(in_pieces.rows()) == list(at_once.rows())
    assert in_pieces.counts.compared < at_once.counts.compared
