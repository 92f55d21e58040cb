"""Evaluation against brute force: rates by hand-counted fractions, intervals by their laws."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.evaluation import (
    WRONG_KINDS,
    Evaluation,
    Outcome,
    Rate,
    Tallied,
    complement,
    evaluate,
    macro,
    micro,
    rate,
)
from schemas.problem import Label
from tests.schemas.strategies import moderate

outcomes_lists = st.lists(
    st.builds(
        Outcome,
        problem=st.sampled_from("abcde"),
        label=st.sampled_from(Label),
        passed=st.sampled_from([True, True, False, False, None]),
        solution=st.text(max_size=2),
    ),
    max_size=25,
)
groups_lists = st.lists(
    st.integers(1, 30).flatmap(lambda of: st.builds(Tallied, st.integers(0, of), st.just(of))), min_size=1, max_size=12
)
costly = settings(moderate, max_examples=40)

Kept = Callable[[Outcome], bool]


def _judged_rightly(outcome: Outcome) -> bool:
    """A right solution that passed, or a wrong one that did not."""
    return (outcome.label is Label.CORRECT) is outcome.passed


def _by_hand(outcomes: list[Outcome], kept: Kept) -> tuple[Fraction, Fraction, int] | None:
    """Micro and macro rate and the number of cases."""
    cases = [outcome for outcome in outcomes if outcome.passed is not None and kept(outcome)]
    if not cases:
        return None
    own = []
    for problem in {case.problem for case in cases}:
        of_problem = [_judged_rightly(case) for case in cases if case.problem == problem]
        own.append(Fraction(sum(of_problem), len(of_problem)))
    return Fraction(sum(map(_judged_rightly, cases)), len(cases)), sum(own, Fraction()) / len(own), len(cases)


def _figures(evaluation: Evaluation) -> dict[str, tuple[Rate | None, Rate | None]]:
    return {"tpr": evaluation.tpr, "consistency": evaluation.consistency, **evaluation.tnr}


def _kept() -> dict[str, Kept]:
    kept: dict[str, Kept] = {
        "tpr": lambda outcome: outcome.label is Label.CORRECT,
        "consistency": lambda _: True,
        "all wrong": lambda outcome: outcome.label is not Label.CORRECT,
    }
    for label in Label:
        if label is not Label.CORRECT:
            kept[label.value] = lambda outcome, label=label: outcome.label is label  # type: ignore[misc]
    return kept


@costly
@given(outcomes_lists)
def test_every_rate_is_what_counting_by_hand_gives(outcomes: list[Outcome]) -> None:
    figures = _figures(evaluate(outcomes))
    assert set(figures) == set(_kept())
    for name, kept in _kept().items():
        expected = _by_hand(outcomes, kept)
        if expected is None:
            assert figures[name] == (None, None), name
            continue
        over_all, over_problems = figures[name]
        assert over_all is not None and over_problems is not None, name
        assert over_all.value == pytest.approx(float(expected[0]), abs=1e-12), name
        assert over_problems.value == pytest.approx(float(expected[1]), abs=1e-12), name
        assert over_all.of == over_problems.of == expected[2], name


@moderate
@given(groups_lists)
def test_micro_counts_solutions_and_macro_problems(groups: list[Tallied]) -> None:
    assert micro(groups) == sum(one.right for one in groups) / sum(one.of for one in groups)
    assert macro(groups) == pytest.approx(float(sum(Fraction(one.right, one.of) for one in groups) / len(groups)), abs=1e-12)


@costly
@given(groups_lists, st.integers(0, 5))
def test_intervals_contain_their_rate_and_stay_within_0_and_1(groups: list[Tallied], seed: int) -> None:
    for mean in (micro, macro):
        share = rate(groups, mean, seed)
        assert share is not None
        assert 0.0 <= share.low <= share.value <= share.high <= 1.0
        assert share.of == sum(one.of for one in groups)


@costly
@given(outcomes_lists, st.randoms())
def test_the_order_of_outcomes_changes_nothing(outcomes: list[Outcome], chance: random.Random) -> None:
    shuffled = list(outcomes)
    chance.shuffle(shuffled)
    assert evaluate(shuffled) == evaluate(outcomes)


@costly
@given(outcomes_lists)
def test_judge_errors_are_counted_apart_and_change_no_rate(outcomes: list[Outcome]) -> None:
    judged = [outcome for outcome in outcomes if outcome.passed is not None]
    assert evaluate(outcomes) == dataclasses.replace(evaluate(judged), judge_errors=len(outcomes) - len(judged))
    assert evaluate(judged).judge_errors == 0


def test_nothing_gives_no_rates_at_all() -> None:
    for outcomes in ([], [Outcome("a", label, None) for label in Label]):
        evaluation = evaluate(outcomes)
        assert set(_figures(evaluation).values()) == {(None, None)}
        assert evaluation.judge_errors == len(outcomes)
    assert rate([], micro) is None
    assert complement(None) is None


@costly
@given(outcomes_lists)
def test_complements_add_up_to_one(outcomes: list[Outcome]) -> None:
    for pair in _figures(evaluate(outcomes)).values():
        for share in pair:
            if share is None:
                continue
            other = complement(share)
            assert other is not None
            assert share.value + other.value == pytest.approx(1.0, abs=1e-12)
            assert other.low <= other.value <= other.high
            assert (other.low, other.high) == (1 - share.high, 1 - share.low)
            assert other.of == share.of


@costly
@given(outcomes_lists)
def test_micro_consistency_lies_between_tpr_and_tnr(outcomes: list[Outcome]) -> None:
    evaluation = evaluate(outcomes)
    tpr, tnr, consistency = evaluation.tpr[0], evaluation.tnr["all wrong"][0], evaluation.consistency[0]
    known = [share for share in (tpr, tnr) if share is not None]
    if consistency is None:
        assert not known
        return
    assert min(share.value for share in known) - 1e-12 <= consistency.value <= max(share.value for share in known) + 1e-12
    weighted = sum(share.value * share.of for share in known) / sum(share.of for share in known)
    assert consistency.value == pytest.approx(weighted, abs=1e-12)


def test_every_kind_of_wrong_is_reported() -> None:
    assert set(WRONG_KINDS) == set(Label) - {Label.CORRECT}


def test_a_pass_is_right_for_right_solutions_alone() -> None:
    outcomes = [Outcome("a", Label.CORRECT, True), Outcome("a", Label.CORRECT, False), Outcome("a", Label.WRONG_ANSWER, True)]
    evaluation = evaluate(outcomes)
    values = [share.value for share in (evaluation.tpr[0], evaluation.tnr["all wrong"][0], evaluation.consistency[0]) if share]
    assert values == [0.5, 0.0, pytest.approx(1 / 3)]


def test_the_interval_covers_95_per_cent() -> None:
    """400 problems, half of them judged rightly: the mean's standard deviation is 0.025, so 0.5 ± 1.96 · 0.025."""
    groups = [Tallied(number % 2, 1) for number in range(400)]
    for mean in (micro, macro):
        share = rate(groups, mean)
        assert share is not None
        assert share.low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.005)
        assert share.high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.005)


def test_problems_and_not_solutions_are_resampled() -> None:
    """One problem leaves no doubt about problems, however many solutions it has; two that differ leave all."""
    alone = rate([Tallied(50, 100)], micro)
    assert alone == Rate(0.5, 0.5, 0.5, 100)
    assert rate([Tallied(0, 100), Tallied(100, 100)], micro) == Rate(0.5, 0.0, 1.0, 200)
