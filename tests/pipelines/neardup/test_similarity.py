"""The exact similarity is that of Python's sets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.neardup import similarity
from pipelines.neardup.candidates import NO_PAIRS, Pairs
from pipelines.neardup.settings import NearSettings, Shingles
from pipelines.neardup.similarity import TextSets, chunks, similarities
from tests.pipelines.neardup.corpora import any_texts, jaccard, kinds, moderate, planted, set_of


def all_pairs(count: int) -> Pairs:
    left, right = np.meshgrid(np.arange(count), np.arange(count))
    return Pairs(left.ravel(), right.ravel())


@moderate
@given(st.lists(any_texts, min_size=1, max_size=5), kinds, st.integers(1, 5))
def test_it_is_the_jaccard_similarity_of_the_sets(texts: list[str], kind: Shingles, width: int) -> None:
    near = NearSettings(shingles=kind, width=width)
    sets = [set_of(text, near) for text in texts]
    pairs = all_pairs(len(texts))
    found = similarities(pairs, TextSets(texts, np.array(list(map(len, texts))), near))
    assert found.tolist() == [jaccard(sets[left], sets[right]) for left, right in zip(*pairs, strict=True)]


@pytest.mark.parametrize("held", [1, 50, 1000])
def test_it_does_not_depend_on_how_much_is_held_at_once(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    near, texts = NearSettings(), planted(20, seed=3)
    sets = TextSets(texts, np.array([len(set_of(text, near)) for text in texts]), near)
    whole = similarities(all_pairs(20), sets)
    monkeypatch.setattr(similarity, "HELD_SHINGLES", held)
    assert similarities(all_pairs(20), sets).tolist() == whole.tolist()
    assert not len(similarities(NO_PAIRS, sets))


@moderate
@given(st.lists(st.integers(0, 20), max_size=30), st.integers(1, 40))
def test_chunks_are_consecutive_and_small(sizes: list[int], most: int) -> None:
    pieces = list(chunks(np.array(sizes, np.int64), most))
    assert [place for piece in pieces for place in range(len(sizes))[piece]] == list(range(len(sizes)))
    for piece in pieces:
        assert sum(sizes[piece]) - max(sizes[piece]) < most
