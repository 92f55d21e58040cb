"""Dividing: splits by inclusive dates, and halves of the solutions that depend on the programs alone."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.running.workspace import Workspace
from pipelines.settings import LAST_TRAIN_DATE, LAST_VALID_DATE, BuildSettings
from pipelines.stages.divide import Divide, divide, hold_out, split_of
from schemas.dossier import Kin
from schemas.language import Language
from schemas.problem import Label, Problem, Solution, Split
from tests.pipelines.stages.running import get_all, put_all, run_stage
from tests.pipelines.strategies import correct_solutions, moderate, problems, wrong_solutions

SETTINGS = BuildSettings(source="jsonl", input="x", holdout=0.5)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "published, split",
    [
        (None, Split.TRAIN),
        (date(1999, 1, 1), Split.TRAIN),
        (LAST_TRAIN_DATE, Split.TRAIN),
        (LAST_TRAIN_DATE + DAY, Split.VALID),
        (LAST_VALID_DATE, Split.VALID),
        (LAST_VALID_DATE + DAY, Split.TEST),
        (date(2999, 1, 1), Split.TEST),
    ],
)
def test_the_last_day_of_a_split_belongs_to_it(published: date | None, split: Split) -> None:
    assert split_of(published, LAST_TRAIN_DATE, LAST_VALID_DATE) is split


@given(st.lists(st.dates(), min_size=2))
def test_later_problems_are_never_in_earlier_splits(days: list[date]) -> None:
    order = list(Split)
    places = [order.index(split_of(day, LAST_TRAIN_DATE, LAST_VALID_DATE)) for day in sorted(days)]
    assert places == sorted(places)


solutions = st.lists(correct_solutions | wrong_solutions, max_size=12)
fractions = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9]) | st.floats(0, 1, exclude_max=True)


@moderate
@given(solutions, fractions)
def test_the_halves_are_disjoint_and_complete(given_solutions: list[Solution], fraction: float) -> None:
    build, measure = hold_out(given_solutions, fraction)
    texts = [{one.white_space_blind_digest for one in half} for half in (build, measure)]
    assert texts[0].isdisjoint(texts[1])
    assert [one for one in given_solutions if one in build] == list(build)
    assert [one for one in given_solutions if one in measure] == list(measure)
    assert len(build) + len(measure) == len(given_solutions)


@moderate
@given(solutions, fractions, st.randoms(use_true_random=False))
def test_the_halves_do_not_depend_on_order_authors_or_files(
    given_solutions: list[Solution], fraction: float, rng: Random
) -> None:
    shuffled = rng.sample(given_solutions, len(given_solutions))
    renamed = [dataclasses.replace(one, author=rng.choice("xyz"), file=rng.choice("xyz")) for one in shuffled]
    held = {one.white_space_blind_digest for one in hold_out(given_solutions, fraction)[1]}
    assert {one.white_space_blind_digest for one in hold_out(shuffled, fraction)[1]} == held
    assert {one.white_space_blind_digest for one in hold_out(renamed, fraction)[1]} == held


@moderate
@given(st.lists(correct_solutions, max_size=12), st.lists(wrong_solutions, max_size=12), fractions)
def test_each_label_gives_its_share(right: list[Solution], wrong: list[Solution], fraction: float) -> None:
    unique = list({one.white_space_blind_digest: one for one in right + wrong}.values())
    _, measure = hold_out(unique, fraction)
    for label in Label:
        count = sum(one.label is label for one in unique)
        assert sum(one.label is label for one in measure) == int(count * fraction)


@moderate
@given(correct_solutions, st.lists(correct_solutions, max_size=8), fractions)
def test_twins_but_for_white_space_are_on_one_side(solution: Solution, others: list[Solution], fraction: float) -> None:
    twin = dataclasses.replace(solution, source=f" {solution.source}\n\n", author="somebody else")
    build, measure = hold_out([solution, *others, twin], fraction)
    assert (solution in build) == (twin in build)
    assert (solution in measure) == (twin in measure)


@moderate
@given(st.lists(correct_solutions, max_size=10), correct_solutions, fractions)
def test_the_smallest_digests_are_held_out(most: list[Solution], one_more: Solution, fraction: float) -> None:
    unique = list({one.white_space_blind_digest: one for one in [*most, one_more]}.values())
    count = int(len(unique) * fraction)
    ordered = sorted(one.white_space_blind_digest for one in unique)
    assert {one.white_space_blind_digest for one in hold_out(unique, fraction)[1]} == set(ordered[:count])


@moderate
@given(problems)
def test_dividing_loses_nothing(problem: Problem) -> None:
    dossier = divide(problem, SETTINGS)
    kept = (*dossier.problem.all_solutions, *dossier.held_out)
    assert sorted(map(repr, kept)) == sorted(map(repr, problem.all_solutions))
    back = dataclasses.replace(dossier.problem, solutions=problem.solutions, incorrect_solutions=problem.incorrect_solutions)
    assert back == problem


def test_the_date_of_the_cluster_decides_and_is_told() -> None:
    late = Problem(name="p", description="", published=date(2999, 1, 1))
    for kin, split in ((None, Split.TEST), (Kin("c", LAST_VALID_DATE), Split.VALID), (Kin("c", None), Split.TRAIN)):
        dossier = divide(late, SETTINGS, kin)
        assert dossier.split is split
        assert dossier.kin == (kin or Kin(published=late.published))


def test_nothing_is_held_out_without_being_asked_for() -> None:
    problem = Problem(name="p", description="", solutions=tuple(Solution(Language.CPP, str(place)) for place in range(5)))
    dossier = divide(problem, dataclasses.replace(SETTINGS, holdout=0.0))
    assert (dossier.problem, dossier.held_out) == (problem, ())


def test_the_stage(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    right = tuple(Solution(Language.CPP, str(place)) for place in range(4))
    wrong = tuple(Solution(Language.CPP, f"-{place}", Label.WRONG_ANSWER) for place in range(3))
    days = {"old": None, "valid": LAST_VALID_DATE, "new": LAST_VALID_DATE + DAY}
    records = {
        name: Problem(name=name, description=name, published=day, solutions=right, incorrect_solutions=wrong)
        for name, day in days.items()
    }
    outcome = run_stage(Divide(workspace, SETTINGS), put_all(workspace, "problem", records))
    dossiers = get_all(workspace, outcome.main)
    assert dossiers == {name: divide(problem, SETTINGS) for name, problem in records.items()}
    assert {name: one.split for name, one in dossiers.items()} == {
        "old": Split.TRAIN,
        "valid": Split.VALID,
        "new": Split.TEST,
    }
    counts = {"problems_train": 1, "problems_valid": 1, "problems_test": 1, "solutions_build": 12, "solutions_held_out": 9}
    counts |= {"statements_unknown_language": 3, "problems_by_date_of_cluster": 0}
    assert outcome.counts == counts
