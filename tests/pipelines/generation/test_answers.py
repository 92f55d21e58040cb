"""More than one right answer: the first way of comparing under which correct solutions agree, none that accepts anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.execution.comparison import outputs_match
from pipelines.generation.answers import (
    AGREEING_SHARE,
    LEAST_DIFFERENT,
    TOLERANCES,
    Answers,
    agree,
    fitting,
    library,
    stated_tolerances,
)
from schemas.problem import Checker, CheckerKind
from tests.pipelines.strategies import moderate

ALPHACODE, EXACT = Checker(), Checker(CheckerKind.EXACT)
LINES, WORDS, FIRST = (
    Checker(kind) for kind in (CheckerKind.UNORDERED_LINES, CheckerKind.UNORDERED_TOKENS, CheckerKind.FIRST_TOKEN)
)
outputs = st.sampled_from(
    [
        "1 2",
        "2 1",
        "1\n2",
        "2\n1",
        "yes",
        "no",
        "yes 1",
        "yes 2",
        "YES 1",
        "0.5",
        "0.500001",
        "0.5000000001",
        "",
        "7",
        "maybe 3",
    ]
)
answers = st.lists(st.builds(Answers, outputs, st.lists(outputs, max_size=4).map(tuple)), max_size=6)
texts = st.sampled_from(["", "An error of 10^-6 is allowed.", "Within 1e-9 or 0.001."])
present = st.sampled_from([ALPHACODE, EXACT, Checker(CheckerKind.TOKENS), LINES, Checker(CheckerKind.KATTIS)])


def differing(found: list[Answers], checker: Checker) -> int:
    """How many outputs do not match what is expected."""
    return sum(not outputs_match(one.expected, other, checker) for one in found for other in one.others)


@moderate
@given(texts, answers, present)
def test_correct_solutions_agree_by_what_was_found(description: str, found: list[Answers], checker: Checker) -> None:
    fit = fitting(description, found, checker)
    assert fit is None or agree(found, fit)


@moderate
@given(texts, answers, present)
def test_a_way_of_comparing_that_will_do_is_left_alone(description: str, found: list[Answers], checker: Checker) -> None:
    assert (fitting(description, found, checker) == checker) == agree(found, checker)


@moderate
@given(texts, answers, present)
def test_from_next_to_nothing_nothing_is_inferred(description: str, found: list[Answers], checker: Checker) -> None:
    fit = fitting(description, found, checker)
    if fit != checker and differing(found, checker) < LEAST_DIFFERENT:
        assert fit is None
    if fit not in (checker, None):
        explained = differing(found, checker) - differing(found, fit)
        assert explained >= LEAST_DIFFERENT


@moderate
@given(texts, answers, present)
def test_nothing_looser_is_taken_than_is_needed(description: str, found: list[Answers], checker: Checker) -> None:
    fit = fitting(description, found, checker)
    ways = library(description, found)
    if fit not in (checker, None):
        odd = [Answers(one.expected, (other,)) for one in found for other in one.others]
        odd = [one for one in odd if differing([one], checker)]
        for stricter in ways[: ways.index(fit)]:
            assert not (agree(found, stricter) and agree(odd, stricter))


@moderate
@given(texts, answers, present)
def test_what_is_found_still_tells_answers_apart(description: str, found: list[Answers], checker: Checker) -> None:
    """Where all outputs begin with the same word, the first word says nothing of them."""
    everything = [one.expected for one in found] + [other for one in found for other in one.others]
    if fitting(description, found, checker) == FIRST:
        assert any(not outputs_match(left, right, FIRST) for left in everything for right in everything)
        assert len({text.split()[0].lower() for text in everything if text.strip()}) > 1


@moderate
@given(answers, answers, st.sampled_from([ALPHACODE, LINES, WORDS, FIRST]))
def test_agreement_is_a_share_of_the_outputs(left: list[Answers], right: list[Answers], checker: Checker) -> None:
    total = sum(len(one.others) for one in left)
    assert agree(left, checker) == (total - differing(left, checker) >= AGREEING_SHARE * total)
    if agree(left, checker) and agree(right, checker):
        assert agree([*left, *right], checker)


SPELLINGS = [
    "10^-{}", "10^{{-{}}}", "10 ^ -{}", "$10^{{-{}}}$", "10^−{}", "10^–{}", "10^{{ - {}}}", "1e-{}", "1E-{}", "1e−{}"
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(SPELLINGS), st.integers(1, 18)), max_size=4))
def test_stated_tolerances_are_found_however_they_are_written(stated: list[tuple[str, int]]) -> None:
    description = ". ".join(["Let n be 10^6.", *(f"An error of {spelling.format(power)}" for spelling, power in stated)])
    assert stated_tolerances(description) == tuple(sorted({10.0**-power for _, power in stated}))


@given(st.integers(2, 12))
def test_a_tolerance_may_be_written_out(power: int) -> None:
    written = "0." + "0" * (power - 1) + "1"
    assert stated_tolerances(f"at most {written}.") == (10.0**-power,)
    for other in (f"1{written}", f"3.{written}", f"{written}5", f"{written}0"):
        assert stated_tolerances(other) == ()


@pytest.mark.parametrize("text", ["", "n ≤ 10^6", "0.5 and 0.25", "21e-5", "x1e-5", "210^-3", "1.001", "0.1"])
def test_other_numbers_are_no_tolerances(text: str) -> None:
    assert stated_tolerances(text) == ()


def test_the_library_goes_from_strict_to_loose() -> None:
    yes_or_no = [Answers("yes 0.5", ("yes 0.6",)), Answers("no", ("no",))]
    tolerances = [Checker.within(one) for one in TOLERANCES]
    assert library("", yes_or_no) == [*tolerances, LINES, WORDS, FIRST]
    assert sorted(TOLERANCES) == list(TOLERANCES)
    assert library("10^-3 or 10^-8", yes_or_no)[:2] == [Checker.within(1e-8), Checker.within(1e-3)]


def test_what_the_outputs_do_not_show_is_not_tried() -> None:
    assert library("10^-6", [Answers("1", ("2",))]) == []
    assert library("10^-6", [Answers("1 2", ("2 1",))]) == [LINES, WORDS]
    assert FIRST not in library("", [Answers("a 1", ()), Answers("b 1", ()), Answers("c 1", ()), Answers("d 1", ())])
    assert FIRST not in library("", [Answers("1 a", ("1 b",)), Answers("-1", ())])


def twice(*others: str, expected: str) -> list[Answers]:
    """The same outputs on two inputs, beside an input that has another answer."""
    return [Answers(expected, others), Answers(expected, others), Answers("no", ("no",) * len(others))]


@pytest.mark.parametrize(
    ("found", "fit"),
    [
        (twice("0.334", expected="0.3333"), Checker.within(1e-3)),
        (twice("0.33331", expected="0.33334"), Checker.within(1e-4)),
        (twice("b\na", expected="a\nb"), LINES),
        (twice("b a", expected="a b"), WORDS),
        (twice("yes 2", "Yes 3", expected="YES 1"), FIRST),
        (twice("yes", expected="yes 1"), None),  # a witness is missing
        (twice("2", expected="1"), None),
        (twice("0.9", expected="0.1"), None),
        ([Answers("a b", ("b a",)), Answers("c d", ("c d",))], None),  # one output that differs
        ([Answers("a b", ("a b",) * 9 + ("b a",)), Answers("c d", ("c d",) * 9 + ("e f",))], None),  # one of the two
        ([Answers("Case 1", ("Case 2",)), Answers("Case 3", ("Case 4",))], None),  # all begin alike
        ([], ALPHACODE),
        ([Answers("a b", ())], ALPHACODE),
        ([Answers("a b", ("b a",) + ("A B",) * 19)], ALPHACODE),  # one of twenty was called correct and is not
    ],
)
def test_cases(found: list[Answers], fit: Checker | None) -> None:
    assert fitting("", found, ALPHACODE) == fit
