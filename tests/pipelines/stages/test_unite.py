"""Uniting duplicates: in no order, nothing lost, white space ignored, and names that are each one problem's."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.duplicates import contradict, unite_solutions
from pipelines.running.workspace import Workspace
from pipelines.settings import DUPLICATE_PROBLEMS, DUPLICATE_SOLUTIONS
from pipelines.stages.unite import Unite, problem_key, unite
from schemas.language import Language
from schemas.problem import Label, Problem, Solution, Test
from schemas.rejection import Rejection, Subject
from schemas.text import without_white_space
from tests.pipelines.stages.running import Outcome, get_all, put_all, run_stage
from tests.pipelines.strategies import few, moderate, problems

same_statement = st.lists(problems.map(lambda one: dataclasses.replace(one, description="Add.")), min_size=1, max_size=4)


@moderate
@given(same_statement, st.randoms(use_true_random=False))
def test_uniting_does_not_depend_on_the_order(duplicates: list[Problem], rng: Random) -> None:
    assert unite(rng.sample(duplicates, len(duplicates))) == unite(duplicates)


@moderate
@given(same_statement)
def test_only_tests_with_new_inputs_are_added(duplicates: list[Problem]) -> None:
    united, _ = unite(duplicates)
    first = unite([min(duplicates, key=lambda one: (one.published or date.max, one.name, one.digest))])[0]
    for field in ("private_tests", "official_tests"):
        ours, all_of_them = getattr(first, field), getattr(united, field)
        assert all_of_them[: len(ours)] == ours
        added = [" ".join(test.input.split()) for test in all_of_them[len(ours) :]]
        before = first.given_tests if field == "private_tests" else ours
        assert len(set(added)) == len(added)
        assert set(added).isdisjoint(" ".join(test.input.split()) for test in before)


def programs(problem: Problem) -> set[tuple[Language, str]]:
    """The texts of a problem's solutions, white space ignored."""
    return {(one.language, without_white_space(one.source)) for one in problem.all_solutions}


@moderate
@given(same_statement)
def test_every_program_and_every_input_is_kept_once(duplicates: list[Problem]) -> None:
    united, rejections = unite(duplicates)
    labels: dict[tuple[Language, str], set[bool]] = {}
    for solution in (one for problem in duplicates for one in problem.all_solutions):
        key = (solution.language, without_white_space(solution.source))
        labels.setdefault(key, set()).add(solution.label is Label.CORRECT)
    assert programs(united) == {key for key, right in labels.items() if len(right) == 1}
    assert len(united.all_solutions) == len(programs(united))
    assert all(one.label is Label.CORRECT for one in united.solutions)
    assert all(one.label is not Label.CORRECT for one in united.incorrect_solutions)
    handed_in = sum(len(problem.all_solutions) for problem in duplicates)
    dropped = sum(one.count for one in rejections if one.subject == Subject.SOLUTION.value)
    assert len(united.all_solutions) + dropped == handed_in
    inputs = {" ".join(test.input.split()) for problem in duplicates for test in problem.given_tests}
    assert {" ".join(test.input.split()) for test in united.given_tests} == inputs
    official = {" ".join(test.input.split()) for problem in duplicates for test in problem.official_tests}
    assert {" ".join(test.input.split()) for test in united.official_tests} == official


@moderate
@given(same_statement)
def test_the_earliest_problem_gives_its_name_and_its_samples(duplicates: list[Problem]) -> None:
    united, rejections = unite(duplicates)
    first = min(one.published or date.max for one in duplicates)
    assert (united.published or date.max) == first
    owners = [
        one
        for one in duplicates
        if (one.name, one.published, one.public_tests) == (united.name, united.published, united.public_tests)
    ]
    assert owners
    assert any(united.private_tests[: len(one.private_tests)] == one.private_tests for one in owners)
    others = [one for one in rejections if one.reason == "duplicate_problem"]
    assert len(others) == len(duplicates) - 1
    assert all(one.detail == f"same statement as {united.name!r}" for one in others)


@moderate
@given(problems)
def test_a_single_problem_keeps_its_tests_as_they_are(problem: Problem) -> None:
    united, _ = unite([problem])
    assert dataclasses.replace(united, solutions=(), incorrect_solutions=()) == dataclasses.replace(
        problem, solutions=(), incorrect_solutions=()
    )
    assert unite([united]) == (united, [])


def test_conflicting_labels_say_that_nothing_is_known() -> None:
    right = Solution(Language.PYTHON3, "print(1)", Label.CORRECT, "ada", "right.py")
    wrong = Solution(Language.PYTHON3, "print( 1 )\n", Label.WRONG_ANSWER, "bob", "wrong.py")
    other = Solution(Language.CPP, "print(1)", Label.CORRECT, "ada", "other.cpp")
    problem = Problem(name="p", description="x", solutions=(right, other), incorrect_solutions=(wrong,))
    united, (rejection,) = unite_solutions(problem, "unite")
    assert (united.solutions, united.incorrect_solutions) == ((other,), ())
    assert (rejection.reason, rejection.count, rejection.item) == ("conflicting_labels", 2, right.digest)
    assert rejection.detail == "right.py, wrong.py"


def test_a_cycle_of_conflicting_labels_leaves_none_of_its_programs() -> None:
    texts = ["print(1)", "print(2)", "print(3)"]
    problems_of_cycle = [
        Problem(
            name=f"p{place}",
            description="Add.",
            solutions=(Solution(Language.PYTHON3, text),),
            incorrect_solutions=(Solution(Language.PYTHON3, f" {texts[place - 1]}", Label.WRONG_ANSWER),),
        )
        for place, text in enumerate(texts)
    ]
    for turn in range(3):
        united, rejections = unite(problems_of_cycle[turn:] + problems_of_cycle[:turn])
        assert united.all_solutions == ()
        conflicts = [one for one in rejections if one.reason == "conflicting_labels"]
        assert sorted(one.item for one in conflicts) == sorted(Solution(Language.PYTHON3, text).digest for text in texts)
        assert sum(one.count for one in conflicts) == 6


def test_steps_can_be_left_out(tmp_path: Path) -> None:
    twins = (Solution(Language.PYTHON3, "print(1)"), Solution(Language.PYTHON3, "print( 1)"))
    first, second = (Problem(name=name, description="Add.", solutions=twins) for name in "ab")
    assert unite([first, second], {DUPLICATE_SOLUTIONS})[0].solutions == twins + twins
    workspace = Workspace(tmp_path)
    refs = put_all(workspace, "problem", {"a": first, "b": second})
    assert len(run_stage(Unite(workspace), refs).main) == 1
    assert len(run_stage(Unite(workspace, {DUPLICATE_PROBLEMS}), refs).main) == 2


def test_twins_to_the_last_byte_are_counted(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    (ref,) = put_all(workspace, "problem", {"a": Problem(name="a", description="Add.")})
    outcome = run_stage(Unite(workspace), [ref, ref])
    assert [one.reason for one in outcome.rejections] == ["duplicate_problem"]
    assert (outcome.counts["problems_in"], outcome.counts["problems_out"]) == (2, 1)


def test_the_statement_before_its_translation_is_kept() -> None:
    early = Problem(name="a", description="Add.", published=date(2020, 1, 1))
    late = Problem(name="b", description="Add.", is_description_translated=True, untranslated_description="Addiere.")
    united, _ = unite([late, early])
    assert (united.name, united.is_description_translated, united.untranslated_description) == ("a", True, "Addiere.")


def test_two_ways_of_being_wrong_are_no_conflict() -> None:
    late = Solution(Language.PYTHON3, "print(1)", Label.TIME_LIMIT_EXCEEDED)
    wrong = Solution(Language.PYTHON3, "print(1) ", Label.WRONG_ANSWER)
    united, (rejection,) = unite_solutions(Problem(name="p", description="x", incorrect_solutions=(late, wrong)), "unite")
    assert united.incorrect_solutions == (late,)
    assert (rejection.reason, rejection.count) == ("duplicate_solution", 1)


@moderate
@given(problems, problems)
def test_contradiction_is_symmetric_and_never_with_oneself(left: Problem, right: Problem) -> None:
    assert contradict(left, right) == contradict(right, left)
    assert not contradict(left, left)


def test_inputs_that_differ_in_where_their_tokens_end_are_different() -> None:
    first = Problem(name="p", description="x", public_tests=(Test("1 23", "24"),))
    second = Problem(name="q", description="x", public_tests=(Test("12 3\n", "15"),))
    assert not contradict(first, second)
    united, _ = unite([first, second])
    assert united.given_tests == (Test("1 23", "24"), Test("12 3\n", "15"))


@moderate
@given(problems, problems)
def test_the_key_ignores_white_space_of_the_statement_alone(left: Problem, right: Problem) -> None:
    same = without_white_space(left.description) == without_white_space(right.description)
    if not left.description.strip():
        inputs = [[test.input for test in one.public_tests] for one in (left, right)]
        same = same and left.name == right.name and inputs[0] == inputs[1]
    assert (problem_key(left) == problem_key(right)) is same


def stage(folder: Path, given_problems: list[Problem]) -> tuple[dict[str, Problem], Outcome]:
    """The united problems by name."""
    workspace = Workspace(folder)
    refs = put_all(workspace, "problem", {f"{place}": one for place, one in enumerate(given_problems)})
    named = [ref._replace(name=one.name) for ref, one in zip(refs, given_problems, strict=True)]
    outcome = run_stage(Unite(workspace), named)
    return get_all(workspace, outcome.main), outcome


@settings(few, max_examples=6)
@given(st.lists(problems, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_stage_gives_every_problem_a_name_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, given_problems: list[Problem], rng: Random
) -> None:
    folder = tmp_path_factory.mktemp("work")
    united, outcome = stage(folder / "a", given_problems)
    again, outcome_again = stage(folder / "b", rng.sample(given_problems, len(given_problems)))
    assert again == united
    assert outcome_again.counts == outcome.counts
    assert Counter(outcome_again.rejections) == Counter(outcome.rejections)
    for name, problem in united.items():
        assert problem.name == name
    distinct = {one.digest for one in given_problems}
    assert outcome.counts["problems_out"] == len(united)
    duplicates = [one for one in outcome.rejections if one.reason == "duplicate_problem"]
    assert len(distinct) >= len(united)
    assert outcome.counts["problems_in"] == len(united) + len(duplicates)


def test_different_problems_of_one_name_are_told_apart(tmp_path: Path) -> None:
    statements = ["Add.", "Subtract.", "Multiply.", "Divide."]
    same_name = [Problem(name="sum", description=text) for text in statements]
    united, outcome = stage(tmp_path / "a", same_name)
    first, *others = sorted(united, key=len)
    assert first == "sum"
    assert all(name.startswith("sum~") for name in others)
    assert sorted(problem.description for problem in united.values()) == sorted(statements)
    assert outcome.counts["problems_renamed"] == 3
    for turn in range(1, 4):  # who keeps the name does not depend on who comes first
        assert stage(tmp_path / str(turn), same_name[turn:] + same_name[:turn])[0] == united


def test_duplicates_are_reported_by_the_stage(tmp_path: Path) -> None:
    early = Problem(name="a", description="Add them.", published=date(2020, 1, 1))
    late = Problem(name="b", description=" Add\nthem . ", published=date(2021, 1, 1))
    united, outcome = stage(tmp_path, [late, early])
    assert list(united) == ["a"]
    assert outcome.rejections == [Rejection("b", "unite", "duplicate_problem", detail="same statement as 'a'")]
