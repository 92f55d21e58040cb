"""Chances of groups: they sum to one, and each level is even where it shall be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.data.balance import chances, draw

GROUPS = st.lists(
    st.tuples(st.integers(1, 50), st.integers(0, 3), st.integers(0, 1), st.integers(0, 2)), min_size=1, max_size=20
)
EVENLY = st.tuples(st.booleans(), st.booleans(), st.booleans())


def columns(groups: list[tuple[int, int, int, int]]) -> list[np.ndarray]:
    return [np.array(column, np.int64) for column in zip(*groups, strict=True)]


@given(GROUPS, EVENLY)
def test_chances_sum_to_one(groups: list[tuple[int, int, int, int]], evenly: tuple[bool, bool, bool]) -> None:
    counts, *branches = columns(groups)
    found = chances(counts, list(zip(branches, evenly, strict=True)))
    assert found.sum() == pytest.approx(1)
    assert (found > 0).all()


@given(GROUPS)
def test_without_balance_every_solution_is_as_likely(groups: list[tuple[int, int, int, int]]) -> None:
    counts, *branches = columns(groups)
    found = chances(counts, [(branch, False) for branch in branches])
    assert found / counts == pytest.approx(np.full(len(counts), 1 / counts.sum()))


@given(GROUPS, st.booleans(), st.booleans())
def test_balanced_problems_are_as_likely(groups: list[tuple[int, int, int, int]], second: bool, third: bool) -> None:
    counts, problem, label, language = columns(groups)
    found = chances(counts, [(problem, True), (label, second), (language, third)])
    by_problem = [found[problem == one].sum() for one in np.unique(problem)]
    assert by_problem == pytest.approx(np.full(len(by_problem), 1 / len(by_problem)))


@given(GROUPS, st.booleans())
def test_languages_are_even_within_a_problem_and_verdict(groups: list[tuple[int, int, int, int]], first: bool) -> None:
    counts, problem, label, language = columns(groups)
    found = chances(counts, [(problem, first), (label, True), (language, True)])
    for one in np.unique(problem):
        for verdict in np.unique(label[problem == one]):
            inside = (problem == one) & (label == verdict)
            shares = [found[inside & (language == word)].sum() for word in np.unique(language[inside])]
            assert shares == pytest.approx(np.full(len(shares), shares[0]))


def test_draws_follow_the_chances() -> None:
    weights = np.array([0.5, 0.2, 0.3])
    drawn = draw(np.cumsum(weights), (np.arange(10_000) + 0.5) / 10_000)
    assert np.bincount(drawn) / 10_000 == pytest.approx(weights, abs=1e-3)
    assert draw(np.array([0.3, 0.9999999]), np.array([0.99999999])).tolist() == [1]  # rounding leaves nobody behind
