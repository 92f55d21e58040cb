"""Dividing: splits by inclusive dates, and halves of the solutions that depend on the programs alone."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.near_copies import families
from pipelines.neardup import Shingles, settings_for
from pipelines.running.workspace import Workspace
from pipelines.settings import LAST_TRAIN_DATE, LAST_VALID_DATE, BuildSettings
from pipelines.stages.divide import Divide, divide, hold_out, split_of
from schemas.dossier import Kin
from schemas.language import Language
from schemas.problem import Label, Problem, Solution, Split
from tests.pipelines.neardup.corpora import jaccard, set_of
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
    _, measure = hold_out(unique, fraction, 0.0)
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
    for together in (0.0, 1.0):  # no two of these programs have the same tokens
        assert {one.white_space_blind_digest for one in hold_out(unique, fraction, together)[1]} == set(ordered[:count])


_STATEMENTS = [f"total_{place} = read() * {place} + offset({place}, limit)" for place in range(12)]


def edited(seed: int, edits: int) -> str:
    """One of few programs with so many of its lines replaced: of those with few edits many are near-copies."""
    rng = Random(seed * 100 + edits)
    lines = [f"{line} # {seed}" for line in _STATEMENTS]
    for _ in range(edits):
        lines[rng.randrange(len(lines))] = f"other = {rng.randrange(3)}"
    return "\n".join(lines)


copies = st.builds(
    Solution,
    st.sampled_from([Language.CPP, Language.PYTHON3]),
    st.builds(edited, st.integers(0, 3), st.integers(0, 3)),
    st.sampled_from([Label.CORRECT, Label.CORRECT, Label.WRONG_ANSWER, Label.TIME_LIMIT_EXCEEDED]),
)
many_copies = st.lists(copies, max_size=30, unique_by=lambda one: one.white_space_blind_digest)


@moderate
@given(many_copies, fractions, st.sampled_from([0.3, 0.6, 0.8]))
def test_near_copies_are_on_one_side_whatever_they_are_called(drawn: list[Solution], fraction: float, near: float) -> None:
    """By every two programs' own similarity, not by the clusters that the halves are made of."""
    build, measure = hold_out(drawn, fraction, near)
    settings = settings_for(near, Shingles.TOKENS)
    sets = {one.white_space_blind_digest: set_of(one.source, settings) for one in drawn}
    for left, right in itertools.product(build, measure):
        if left.language is right.language:
            assert jaccard(sets[left.white_space_blind_digest], sets[right.white_space_blind_digest]) < near


@moderate
@given(many_copies, fractions)
def test_a_half_has_no_more_than_its_share_and_all_whole_families_that_fit(drawn: list[Solution], fraction: float) -> None:
    _, measure = hold_out(drawn, fraction, 0.6)
    room = {label: int(sum(one.label is label for one in drawn) * fraction) for label in Label}
    for one in measure:
        room[one.label] -= 1
    assert min(room.values()) >= 0
    held = {one.white_space_blind_digest for one in measure}
    for family in families(drawn, 0.6):
        assert family <= held or family.isdisjoint(held)
        needed = Counter(one.label for one in drawn if one.white_space_blind_digest in family)
        assert family <= held or any(count > room[label] for label, count in needed.items())


@moderate
@given(many_copies, fractions, st.randoms(use_true_random=False))
def test_the_halves_of_copies_do_not_depend_on_order_either(drawn: list[Solution], fraction: float, rng: Random) -> None:
    held = {one.digest for one in hold_out(drawn, fraction)[1]}
    assert {one.digest for one in hold_out(rng.sample(drawn, len(drawn)), fraction)[1]} == held


def test_large_families_come_no_sooner_than_small_ones() -> None:
    """Eight copies are half of sixteen programs, so they are held out where they are the first of nine families."""
    held = 0
    for number in range(60):
        many = [Solution(Language.CPP, f"{edited(number, 0)}\nlast_{copy}") for copy in range(8)]
        alone = [Solution(Language.CPP, f"int other_{number}_{place} = {place};") for place in range(8)]
        _, measure = hold_out([*many, *alone], 0.5)
        assert len(measure) == 8
        held += many[0] in measure
    assert 1 <= held <= 20  # 7 are expected; 30 if their smallest digest decided


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
