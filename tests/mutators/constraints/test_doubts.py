"""Doubts: what a statement demands in words that are not understood is found, what is understood is no doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutators.constraints import extract
from mutators.constraints.doubts import doubts

INPUT = "Input\nThe first line has n (1 <= n <= 100). Each of n lines has two integers x and y (0 <= x, y <= 1000).\n"


def doubts_of(text: str) -> tuple[str, ...]:
    return doubts(text, extract(text).constraints)


@pytest.mark.parametrize(
    "sentence",
    [
        "There is at most one shop on any given street.",
        "No two circles touch.",
        "No three points lie on one line.",
        "The points are the vertices of a simple polygon in clockwise order.",
        "It is guaranteed that the knight can get home.",
        "The segments do not intersect.",
        "It is guaranteed that the solution is unique.",
        "The code has pairwise different letters.",
    ],
)
def test_what_is_not_understood_is_quoted(sentence: str) -> None:
    assert doubts_of(INPUT + sentence) == (sentence,)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "The second line has n integers.",
        "It is guaranteed that x + y <= 1500.",
        "If no two circles touch, print 0.",
        "Note that your program may be run on several different inputs.",
        "The program is tested with different inputs.",
    ],
)
def test_what_is_understood_or_says_nothing_is_no_doubt(sentence: str) -> None:
    assert doubts_of(INPUT + sentence) == ()


def test_a_bound_does_not_say_how_values_stand_to_one_another() -> None:
    text = INPUT + "The heights h_i (1 <= h_i <= 50) of towers in one street are pairwise coprime and no two towers look alike."
    assert len(doubts_of(text)) == 1


def test_stories_may_say_different_and_exactly_once() -> None:
    assert doubts_of("Ann has different hats. She wears each exactly once.\n\n" + INPUT) == ()
    assert doubts_of("Ann's garden is a convex polygon.\n\n" + INPUT) == ("Ann's garden is a convex polygon.",)


def test_what_is_printed_is_no_demand_on_the_input() -> None:
    assert doubts_of(INPUT + "Output\nPrint distinct numbers, no two of which are equal.") == ()


@given(st.text(max_size=300))
def test_any_text_has_doubts_or_none(text: str) -> None:
    assert all(one for one in doubts_of(text))
