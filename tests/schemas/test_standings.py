"""Standings: ranks by counting, ratings that the Elo model gives back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.standings import GREATEST_RATING, LEAST_RATING, Score, expected_rank, performance, standing
from tests.schemas.strategies import moderate

scores = st.builds(Score, st.integers(0, 4).map(float), st.integers(0, 3).map(float))
ratings = st.lists(st.floats(0, 3500), min_size=1, max_size=20)


@moderate
@given(scores, st.lists(scores, max_size=10))
def test_the_rank_is_a_place_in_the_sorted_list(mine: Score, others: list[Score]) -> None:
    place = standing(mine, others)
    ordered = sorted([mine, *others], key=lambda score: (-score.points, score.penalty))
    assert ordered.index(mine) + 1 == place.rank
    assert ordered.count(mine) == place.tied + 1
    assert 0 < place.top_percent <= 100
    assert place.rank <= place.middle <= place.rank + place.tied


@moderate
@given(scores, scores)
def test_one_of_two_is_better_or_they_are_alike(left: Score, right: Score) -> None:
    assert left.beats(right) + right.beats(left) + (left == right) == 1


@moderate
@given(st.floats(0, 3500), ratings)
def test_performance_finds_the_rating_that_the_rank_was_expected_of(rating: float, others: list[float]) -> None:
    found = performance([(expected_rank(rating, others), others)])
    assert expected_rank(found, others) == pytest.approx(expected_rank(rating, others), abs=1e-6)


def test_several_contests_have_one_rating() -> None:
    first, second = [1000.0, 1500.0, 2000.0], [1200.0] * 5
    together = performance([(expected_rank(1400, first), first), (expected_rank(1400, second), second)])
    assert together == pytest.approx(1400, abs=1e-3)


def test_who_beats_everybody_gets_the_bound() -> None:
    assert performance([(1.0, [1500.0] * 9)]) == pytest.approx(GREATEST_RATING, abs=1)
    assert performance([(10.0, [1500.0] * 9)]) == pytest.approx(LEAST_RATING, abs=1)


def test_unrated_participants_give_no_rating() -> None:
    with pytest.raises(ValueError, match="no participant has a rating"):
        performance([(1.0, [])])
