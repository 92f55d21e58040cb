"""Numbers as people read them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.showing.words import checker_words, number, plural, seconds, share, size
from schemas.problem import CheckerKind


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1234567, "1\u202f234\u202f567"),
        (-5, "−5"),
        (0.5, "0.5"),
        (2.0, "2"),
        (1 / 3, "0.333"),
        (1234.5, "1\u202f234"),
    ],
)
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text


def test_what_is_no_number() -> None:
    assert [number(None), number(math.nan), number(math.inf), number(-math.inf)] == ["–", "–", "∞", "−∞"]


@given(st.one_of(st.integers(), st.floats()))
def test_any_number_has_words(value: float) -> None:
    assert number(value) != ""


@given(st.integers(0, 999_999_999))
def test_whole_numbers_keep_their_digits(value: int) -> None:
    assert number(value).replace("\u202f", "") == str(value)


def test_sizes_and_times() -> None:
    assert [size(0), size(1023), size(1 << 20), size(3 << 30)] == ["0 B", "1\u202f023 B", "1 MiB", "3 GiB"]
    assert [seconds(None), seconds(0.0123), seconds(59), seconds(3600)] == ["–", "12.3 ms", "59 s", "60 min"]


def test_shares_and_plurals() -> None:
    assert [share(1, 3), share(1, 0)] == [33.3, None]
    assert [plural(1, "test"), plural(2, "test"), plural(0, "entry", "entries")] == ["1 test", "2 tests", "0 entries"]


def test_every_checker_has_its_words() -> None:
    assert all(checker_words(kind.value) for kind in CheckerKind)
    assert checker_words("new") == ""
