"""What a statement says of errors that are allowed, and what it does not say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.pages.tolerance import stated_checker
from schemas.problem import Checker, CheckerKind
from tests.pipelines.strategies import few

WAYS = [
    "Your answer is accepted if its absolute or relative error is at most {}.",
    "Print the length. The answer counts as right if its relative or absolute error doesn't exceed {}!\n\nExamples\n\n0.5",
    "It may differ by an absolute or relative error of {} from the jury's, 1.5.",
    "Answers within {} absolute or relative error are right.",
    "Ответ верен, если его абсолютная или относительная погрешность не больше {}.",
    "絶対誤差または相対誤差が{}以下であれば正解です。",
    "Absolute or relative error at most {}. Formally, let a be yours and b the jury's: then |a-b|/max(1,|b|) ≤ 10^-2.",
]


def within(absolute: float | None, relative: float | None) -> Checker:
    """Numbers within one of the two."""
    return Checker(CheckerKind.FLOAT_ABS_REL, absolute, relative)


@pytest.mark.parametrize("way", WAYS)
@few
@given(power=st.integers(1, 12))
def test_an_error_is_read_however_it_is_written(way: str, power: int) -> None:
    value = float(f"1e-{power}")
    written = [f"10^-{power}", f"10^(-{power})", f"10^{{-{power}}}", f"10^{{ - {power}}}", f"10^−{power}", f"1e-{power}"]
    written += [f"1E-{power:02d}", f"0.{'0' * (power - 1)}1"]
    for number in written:
        assert stated_checker(f"Given n ≤ 10^5 numbers. {way.format(number)}") == within(value, value), number


@pytest.mark.parametrize(
    "statement, checker",
    [
        ("The absolute error must be below 0.001.", within(1e-3, None)),
        ("A relative error of 10^-9 is tolerated.", within(None, 1e-9)),
        ("An absolute error of at most 10^-3 or a relative error of at most 10^-6.", within(1e-3, 1e-6)),
        ("A relative error of 5·10^-3.", within(None, 5e-3)),
        ("The absolute error is at most 0.25.", within(0.25, None)),
    ],
)
def test_each_kind_of_error_has_its_own_number(statement: str, checker: Checker) -> None:
    assert stated_checker(statement) == checker


@pytest.mark.parametrize(
    "statement",
    [
        "",
        "Print the smallest absolute difference.",
        "The numbers are given with an absolute error.",
        "An absolute error of 10^-3 and an absolute error of 10^-6.",
        "Your absolute error is at most 10^-3. The relative error is at most 10^-6.",
        "Positions are relative, each at least 10^-6.",
        "Numbers whose absolute values differ by 10^-9 are equal.",
        "The absolute or relative error is at most 10^-40.",
        "The absolute error is at most 0.9.",
        "An absolute error of 10^6 or 1000.0 or 3e5.",
        "The relative error of x^-6 and a_10^-6.",
        "An absolute error of 2.10^-6.",
    ],
)
def test_what_says_nothing_certain_says_nothing(statement: str) -> None:
    assert stated_checker(statement) is None


@few
@given(st.text("absolute relative error 10^-6.\n(){}eE0绝対誤差", max_size=200))
def test_no_text_gets_further_than_an_answer(statement: str) -> None:
    found = stated_checker(statement)
    assert found is None or found.float_absolute or found.float_relative
