"""The flags of the package format's default output validator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.validator_flags import UnknownFlag, checker_of
from schemas.problem import Checker, CheckerKind


@pytest.mark.parametrize(
    "flags, checker",
    [
        ("", Checker(CheckerKind.KATTIS)),
        ("case_sensitive", Checker(CheckerKind.KATTIS, case_sensitive=True)),
        ("space_change_sensitive", Checker(CheckerKind.KATTIS, space_change_sensitive=True)),
        ("float_tolerance 1e-6", Checker(CheckerKind.KATTIS, 1e-6, 1e-6)),
        ("float_absolute_tolerance 0.5", Checker(CheckerKind.KATTIS, 0.5, None)),
        ("float_relative_tolerance 0.5", Checker(CheckerKind.KATTIS, None, 0.5)),
        ("float_tolerance 1 float_relative_tolerance 2", Checker(CheckerKind.KATTIS, 1.0, 2.0)),
        ("float_tolerance 0", Checker(CheckerKind.KATTIS, 0.0, 0.0)),
        ("float_tolerance +.5E-3", Checker(CheckerKind.KATTIS, 5e-4, 5e-4)),
    ],
)
def test_flags(flags: str, checker: Checker) -> None:
    found = checker_of(flags.split())
    assert found.flags == flags
    assert Checker(*(getattr(found, name) for name in Checker.__slots__[:5])) == checker


@pytest.mark.parametrize("value", ["", "abc", "nan", "inf", "-1", "1_0", "1e999", "0x1", "\u0661"])
def test_a_tolerance_is_a_number_that_makes_sense(value: str) -> None:
    with pytest.raises(UnknownFlag, match="float_tolerance needs a number"):
        checker_of(["case_sensitive", "float_tolerance", *value.split()])


@given(st.text(max_size=30).filter(lambda flag: not flag.endswith(("sensitive", "tolerance"))))
def test_an_unknown_flag_is_quoted(flag: str) -> None:
    with pytest.raises(UnknownFlag) as caught:
        checker_of(["case_sensitive", flag])
    assert repr(flag) in str(caught.value)
