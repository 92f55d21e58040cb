"""Neighbours: exactly those that comparing all pairs finds, and what is copied is found whatever its order and case."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.leakage.entries import Entry
from pipelines.leakage.neighbours import Statements, near_pairs, neighbours, tf_idf
from pipelines.neardup import NearSettings
from pipelines.neardup.signatures import shingle_hashes
from pipelines.settings import LAST_TRAIN_DATE, LAST_VALID_DATE
from pipelines.stages.divide import split_of
from schemas.dossier import Kin
from schemas.problem import Split
from tests.pipelines.neardup.corpora import planted
from tests.pipelines.strategies import few
from tests.pipelines.test_near_copies import Dated, kin_among

WORDS = [f"{first}{second}" for first in "bdfgklm" for second in ("a", "e", "i", "on", "ur")]


def text_of(seed: int, words: int = 60) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choices(WORDS, k=words))


def edited(text: str, share: float, seed: int) -> str:
    """The text with a share of its words replaced."""
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) if rng.random() < share else word for word in text.split())


def jaccard(left: str, right: str) -> float:
    one, other = ({*shingle_hashes(text, NearSettings()).tolist()} for text in (left, right))
    return len(one & other) / len(one | other) if one | other else 0.0


@settings(few, max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0, 0.02, 0.1, 1]), st.sampled_from(list(Split))), max_size=14))
def test_pairs_are_those_of_comparing_everything(drawn: list[tuple[int, float, Split]]) -> None:
    entries = [
        Entry(f"p{place}", split, edited(text_of(seed), share, place) if place % 7 else "")
        for place, (seed, share, split) in enumerate(drawn)
    ]
    found = {(one.earlier, one.later): one.jaccard for one in near_pairs(Statements(entries), 0.3)}
    order = list(Split)
    expected = {
        (one.name, other.name): jaccard(one.statement, other.statement)
        for one, other in product(entries, entries)
        if order.index(one.split) < order.index(other.split) and jaccard(one.statement, other.statement) >= 0.3
    }
    assert found == expected
    for near in neighbours(Statements(entries)):
        (mine,) = (one for one in entries if one.name == near.problem)
        others = [jaccard(mine.statement, one.statement) for one in entries if one.trains]
        assert near.jaccard == max(others, default=0.0)
    assert {one.problem for one in neighbours(Statements(entries))} == {one.name for one in entries if not one.trains}


def test_a_copy_in_other_order_is_near_by_words_alone() -> None:
    text = text_of(1, 80)
    rng = random.Random(2)
    shuffled = " ".join(rng.sample(text.split(), 80))
    trained = [Entry(f"t{place}", Split.TRAIN, text_of(place + 10)) for place in range(20)]
    entries = [*trained, Entry("original", Split.TRAIN, text), Entry("copy", Split.VALID, shuffled)]
    (found,) = neighbours(Statements(entries))
    assert (found.by_words, round(found.cosine, 6)) == ("original", 1.0)
    assert found.jaccard < 0.1


def test_the_nearest_come_first() -> None:
    texts = [text_of(place) for place in range(4)]
    entries = [Entry(f"t{place}", Split.TRAIN, text) for place, text in enumerate(texts)]
    entries += [Entry(f"v{place}", Split.TEST, edited(text, 0.04 * place, 9)) for place, text in enumerate(texts)]
    found = neighbours(Statements(entries))
    scores = [max(one.jaccard, one.cosine) for one in found]
    assert scores == sorted(scores, reverse=True)
    assert (found[0].problem, round(found[0].jaccard, 6), round(found[0].cosine, 6)) == ("v0", 1.0, 1.0)
    assert {one.problem: one.by_words for one in found} == {f"v{place}": f"t{place}" for place in range(4)}


@given(st.lists(st.text("ab ", max_size=12), max_size=6))
def test_rows_of_tf_idf_have_length_one_or_no_word_that_counts(texts: list[str]) -> None:
    matrix = tf_idf(texts).toarray()
    lengths = np.sqrt((matrix**2).sum(axis=1))
    assert matrix.shape[0] == len(texts)
    assert np.all(np.isclose(lengths, 1) | np.isclose(lengths, 0))
    assert np.all(matrix >= 0)


def test_a_build_with_the_same_threshold_leaves_no_pair_across_splits() -> None:
    rng = random.Random(4)
    texts = planted(500, seed=8, length=60, most_edits=3)
    days = [date(2021, 1, 1) + timedelta(days=rng.randrange(365)) for _ in texts]
    dated = [Dated(f"p{place}", text, day) for place, (text, day) in enumerate(zip(texts, days, strict=True))]

    def pairs(threshold: float, kin: dict[str, Kin]) -> int:
        entries = []
        for one in dated:
            day = kin[one.name].published if kin else one.published
            entries.append(Entry(one.name, split_of(day, LAST_TRAIN_DATE, LAST_VALID_DATE), one.statement))
        return len(near_pairs(Statements(entries), threshold))

    assert pairs(0.7, {}) > 50
    assert pairs(0.7, kin_among(dated, 0.7)) == 0
