"""Problems: limits that make sense, and a digest that sees every field."""

from __future__ import annotations

import dataclasses
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.execution import Program
from schemas.language import Language
from schemas.problem import NANOSECONDS, Checker, CheckerKind, Difficulty, Label, Limits, Problem, Solution, Source, Test
from tests.schemas.strategies import moderate, problems, texts

TEST, OTHER_TEST = Test("1", "2"), Test("3", "4")
RIGHT, WRONG = Solution(Language.CPP, "x"), Solution(Language.CPP, "y", Label.WRONG_ANSWER)
PROBLEM = Problem(
    name="a",
    description="b",
    public_tests=(TEST,),
    private_tests=(TEST,),
    generated_tests=(TEST,),
    solutions=(RIGHT,),
    incorrect_solutions=(WRONG,),
    official_tests=(TEST,),
)
ANOTHER: dict[str, list[Any]] = {
    "name": ["", "c"],
    "description": ["", "c"],
    "public_tests": [(), (OTHER_TEST,), (TEST, TEST), (Test("2", "1"),)],
    "private_tests": [(), (OTHER_TEST,), (TEST, TEST), (Test("2", "1"),)],
    "generated_tests": [(), (OTHER_TEST,), (TEST, TEST), (Test("2", "1"),)],
    "source": [Source.AIZU],
    "difficulty": [Difficulty["A"]],
    "solutions": [
        (),
        (RIGHT, RIGHT),
        (Solution(Language.C, "x"),),
        (Solution(Language.CPP, "z"),),
        (Solution(Language.CPP, "x", author="c"),),
        (Solution(Language.CPP, "x", file="c"),),
    ],
    "incorrect_solutions": [(), (WRONG, WRONG), (Solution(Language.CPP, "y", Label.INCORRECT),)],
    "cf_contest_id": [1],
    "cf_index": ["A"],
    "cf_points": [0.5],
    "cf_rating": [800],
    "cf_tags": [("dp",), ("",), ("d", "p")],
    "is_description_translated": [True],
    "untranslated_description": ["c"],
    "limits": [Limits(1), Limits(None, 1), Limits(2)],
    "input_file": ["c"],
    "output_file": ["c"],
    "published": [date(2021, 7, 14), date(2021, 7, 15)],
    "checker": [
        Checker(CheckerKind.KATTIS),
        Checker(float_absolute=1e-6),
        Checker(float_relative=1e-6),
        Checker(case_sensitive=True),
        Checker(space_change_sensitive=True),
        Checker(flags="None"),
        Checker(files=(("a", "b"),)),
    ],
    "interactive": [True],
    "license": ["c"],
    "origin": ["c"],
    "official_tests": [(), (OTHER_TEST,), (TEST, TEST)],
}


def test_the_digest_changes_with_any_field() -> None:
    assert set(ANOTHER) == {field.name for field in dataclasses.fields(Problem)}
    changed = [dataclasses.replace(PROBLEM, **{name: value}) for name, values in ANOTHER.items() for value in values]
    digests = {problem.digest for problem in (PROBLEM, *changed)}
    assert len(digests) == 1 + sum(map(len, ANOTHER.values()))


@moderate
@given(problems, problems)
def test_equal_problems_and_only_they_share_a_digest(one: Problem, other: Problem) -> None:
    assert (one == other) == (one.digest == other.digest)
    assert dataclasses.replace(one).digest == one.digest


@moderate
@given(texts.filter(bool), texts)
def test_the_digest_sees_where_texts_begin(text: str, other: str) -> None:
    """No text may be moved between neighbours, tests or kinds of tests unseen."""
    whole, cut = Problem(name=text + other, description=""), Problem(name=text, description=other)
    assert (whole.digest == cut.digest) == (not other)
    tests = [((Test(text, other),), ()), ((), (Test(text, other),)), ((Test(text, ""), Test(other, "")), ())]
    held = [Problem(name="", description="", public_tests=public, private_tests=private) for public, private in tests]
    assert len({problem.digest for problem in held}) == len(held)


@pytest.mark.parametrize("value", [0, -1, -NANOSECONDS])
def test_limits_that_are_not_positive_are_refused(value: int) -> None:
    with pytest.raises(ValueError, match=f"time_limit_ns must be positive, got {value}"):
        Limits(value, 1)
    with pytest.raises(ValueError, match=f"memory_limit_bytes must be positive, got {value}"):
        Limits(1, value)
    with pytest.raises(ValueError, match="time_limit_ns must be positive"):
        Limits.of(value / NANOSECONDS, 1)


@moderate
@given(st.integers(1, 10**15))
def test_seconds_become_whole_nanoseconds_and_come_back(nanoseconds: int) -> None:
    limits = Limits.of(nanoseconds / NANOSECONDS, None)
    assert limits == Limits(nanoseconds, None)
    assert limits.time_limit_s == nanoseconds / NANOSECONDS


def test_absent_limits_stay_absent() -> None:
    assert Limits.of(None, None) == Limits()
    assert Limits().time_limit_s is None


def test_decimal_seconds_are_rounded_and_not_cut_off() -> None:
    stated = {0.1: 100_000_000, 1.001: 1_001_000_000, 2.01: 2_010_000_000, 4.1: 4_100_000_000}
    assert {seconds: Limits.of(seconds, None).time_limit_ns for seconds in stated} == stated
    assert int(4.1 * NANOSECONDS) < stated[4.1]  # which is why


@moderate
@given(texts, texts, st.sampled_from(Language), st.sampled_from(Language))
def test_a_solution_is_its_language_and_its_text(text: str, other: str, language: Language, other_language: Language) -> None:
    solution = Solution(language, text, Label.INCORRECT, "me", "a.c")
    assert solution.digest == Solution(language, text).digest == Program(language, text).digest
    same = (language, text) == (other_language, other)
    assert (solution.digest == Solution(other_language, other).digest) == same


@moderate
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Z", "Cc"]), min_size=1), max_size=5), st.randoms())
def test_white_space_blind_digests_see_everything_but_white_space(words: list[str], chance: random.Random) -> None:
    spaces = ["", " ", "\n", "\t", "\r\n", "\u00a0", "\u2003", "\f"]
    spaced = "".join(word + chance.choice(spaces) for word in words)
    solution = Solution(Language.CPP, spaced)
    assert solution.white_space_blind_digest == Solution(Language.CPP, "".join(words)).digest
    assert solution.white_space_blind_digest != Solution(Language.C, spaced).white_space_blind_digest
    assert solution.white_space_blind_digest != Solution(Language.CPP, spaced + "x").white_space_blind_digest


def test_given_tests_are_the_examples_and_then_the_hidden_ones() -> None:
    problem = Problem(name="", description="", public_tests=(TEST,), private_tests=(OTHER_TEST,), generated_tests=(TEST,))
    assert problem.given_tests == (TEST, OTHER_TEST)
    assert PROBLEM.all_solutions == (RIGHT, WRONG)
