"""Steps of integers change one number by a bounded step and nothing else."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutators.integers import step_integer
from tests.mutators.strategies import any_texts, changes, generators, moderate, pieces, token_texts

_INTEGER = re.compile(r"-?[0-9]{1,40}")


@moderate
@given(token_texts(), generators)
def test_exactly_one_integer_changes_by_a_step_of_its_own_size_at_most(text: str, rng: Random) -> None:
    mutant = step_integer(text, rng)
    if mutant is None:
        assert not any(map(_INTEGER.fullmatch, pieces(text)))
        return
    ((old, new),) = changes(pieces(text), pieces(mutant))
    assert _INTEGER.fullmatch(old)
    assert new == str(int(new))
    assert 1 <= abs(int(new) - int(old)) <= max(3, 10 ** len(str(abs(int(old)))) - 1)


@moderate
@given(st.integers(-100, 100), st.integers(0, 10**9), st.integers(-5, 5), generators)
def test_signs_and_brackets_around_numbers_stay(first: int, second: int, third: int, rng: Random) -> None:
    def written(*numbers: int) -> str:
        return "x[{}]=({},{});\r\n\0𝒳".format(*numbers)

    mutant = step_integer(written(first, second, third), rng)
    assert mutant is not None
    found = re.fullmatch(r"x\[(-?\d+)\]=\((-?\d+),(-?\d+)\);\r\n\0𝒳", mutant)
    assert found is not None
    assert len([1 for old, new in zip((first, second, third), found.groups(), strict=True) if old != int(new)]) == 1


@moderate
@given(any_texts, generators)
def test_text_outside_the_changed_number_is_kept(text: str, rng: Random) -> None:
    mutant = step_integer(text, rng)
    if mutant is None:
        return
    spans = [found.span() for found in re.finditer(r"-?[0-9]+", text)]
    assert any(
        mutant.startswith(text[:start])
        and mutant.endswith(text[end:])
        and _fits_between(mutant[start : len(mutant) - len(text) + end])
        for start, end in _with_bare_digits(text, spans)
    )


def _with_bare_digits(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In `3-5` the second number is 5 and not -5."""
    return spans + [(start + 1, end) for start, end in spans if text[start] == "-"]


def _fits_between(number: str) -> bool:
    return re.fullmatch(r"-?[0-9]{1,41}", number) is not None


@pytest.mark.parametrize("text", ["", " \n", "1.5", "1e5", "a1", "x_2", "3.", ".5", "9" * 41, "٣", "NaN -", "0x1F"])
def test_what_is_no_integer_is_left_alone(text: str) -> None:
    assert not [seed for seed in range(20) if step_integer(text, Random(seed)) is not None]


def test_steps_go_both_ways_and_are_small_or_as_large_as_the_number() -> None:
    steps = [int(step_integer("5000000", Random(seed)) or "") - 5_000_000 for seed in range(400)]
    assert {step for step in steps if abs(step) <= 3} >= {-3, -2, -1, 1, 2, 3}
    for magnitude in (10**2, 10**4, 10**6):
        assert [step for step in steps if magnitude <= step < 10 * magnitude]
        assert [step for step in steps if magnitude <= -step < 10 * magnitude]


def test_a_digit_is_stepped_by_at_most_nine() -> None:
    stepped = {int(step_integer("5", Random(seed)) or "") - 5 for seed in range(1000)}
    assert stepped == {step for step in range(-9, 10) if step}


def test_every_number_can_be_stepped() -> None:
    text = "3 1 4 1 5"
    stepped = {
        place
        for seed in range(100)
        for place, token in enumerate((step_integer(text, Random(seed)) or "").split())
        if token != text.split()[place]
    }
    assert stepped == {0, 1, 2, 3, 4}


def test_a_decimal_cut_by_the_window_is_not_taken_for_an_integer() -> None:
    text = "12.5 " * 20_000
    assert not [seed for seed in range(100) if step_integer(text, Random(seed)) is not None]


def test_an_integer_cut_by_the_window_is_stepped_as_a_whole() -> None:
    text = "1000000 " * 20_000
    for seed in range(100):
        mutant = step_integer(text, Random(seed))
        assert mutant is not None
        ((old, new),) = changes(text.split(" "), mutant.split(" "))
        assert abs(int(new) - int(old)) <= 9_999_999
        assert new == str(int(new))
