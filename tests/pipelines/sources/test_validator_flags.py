"""The flags of the package format's default output validator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.reading import stated_limits
from pipelines.sources.validator_flags import UnknownFlag, checker_of
from schemas.execution import MEBIBYTE
from schemas.problem import Checker, CheckerKind, Limits


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
    ],
)
def test_flags(flags: str, checker: Checker) -> None:
    found = checker_of(flags.split())
    assert found.flags == flags
    assert Checker(*(getattr(found, name) for name in Checker.__slots__[:5])) == checker


@pytest.mark.parametrize("value", ["", "abc", "nan", "inf", "-1"])
def test_a_tolerance_is_a_number_that_makes_sense(value: str) -> None:
    with pytest.raises(UnknownFlag, match="float_tolerance needs a number"):
        checker_of(["case_sensitive", "float_tolerance", *value.split()])


@given(st.text(max_size=30).filter(lambda flag: not flag.endswith(("sensitive", "tolerance"))))
def test_an_unknown_flag_is_quoted(flag: str) -> None:
    with pytest.raises(UnknownFlag) as caught:
        checker_of(["case_sensitive", flag])
    assert repr(flag) in str(caught.value)


@given(st.floats(1e-9, 1e9), st.integers(1, 1 << 20))
def test_stated_limits_are_kept_to_the_nanosecond(seconds: float, mebibytes: int) -> None:
    limits = stated_limits(seconds, mebibytes)
    assert limits.memory_limit_bytes == mebibytes * MEBIBYTE
    assert limits.time_limit_s == pytest.approx(seconds, abs=1e-9, rel=1e-9)
    assert stated_limits(None, None) == Limits()


@given(st.sampled_from([0, -1, 2**62, float("inf"), float("-inf"), float("nan"), 1e-20, True, "2", [1], {}]))
def test_limits_that_make_no_sense_are_quoted(value: object) -> None:
    for pair in ((value, None), (None, value)):
        with pytest.raises(ValueError) as caught:
            stated_limits(*pair)
        assert repr(value) in str(caught.value)
