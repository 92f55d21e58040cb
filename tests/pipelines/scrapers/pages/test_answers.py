"""Answers in JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.pages.answers import answer, day_at, number_or, text_at, texts_at, whole_at
from pipelines.scrapers.records import Page
from pipelines.scrapers.site import MarkupChanged
from tests.pipelines.strategies import moderate

_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(_TEXT, inside, max_size=3),
    max_leaves=8,
)


def read(text: str) -> Any:
    return answer(Page("u", text.encode(), "application/json"))


@moderate
@given(values, st.booleans())
def test_an_answer_is_read_as_it_was_written(value: Any, ascii_only: bool) -> None:
    assert read(json.dumps(value, ensure_ascii=ascii_only)) == value


def test_an_answer_that_a_browser_saved_as_a_page() -> None:
    assert read('<html><head></head><body><pre>\n{"a": "1 &lt; 2 &amp; 3"}</pre></body></html>') == {"a": "1 < 2 & 3"}


@pytest.mark.parametrize(
    "text",
    ["", "{", "nonsense", '{"a": NaN}', "[1,]", '"\\ud800"', '{"\\udfff": 1}', "[" * 100_000, "<html><p>Busy</p></html>"],
)
def test_what_is_no_answer_is_said_so(text: str) -> None:
    with pytest.raises(MarkupChanged):
        read(text)


def test_a_pair_of_surrogates_is_a_letter() -> None:
    assert read('"\\ud83d\\ude00"') == "\U0001f600"


@pytest.mark.parametrize("value", [None, 1.5, True, "x", "1.5", [], {}, 1 << 70, "9" * 30])
def test_what_is_no_whole_number(value: Any) -> None:
    with pytest.raises(MarkupChanged, match="no whole number"):
        whole_at({"n": value}, "n")


def test_numbers_may_be_written_as_text() -> None:
    assert whole_at({"n": "12"}, "n") == 12
    assert number_or({"n": "1.5"}, "n") == 1.5
    assert number_or({"n": "much"}, "n") is None
    assert number_or({"n": float("inf")}, "n") is None
    assert number_or({}, "n") is None


def test_texts() -> None:
    assert text_at({"a": "b"}, "a") == "b"
    assert texts_at({"a": ["b"]}, "a") == ("b",)
    assert texts_at({}, "a") == ()
    for broken in (None, 1, ["b"]):
        with pytest.raises(MarkupChanged):
            text_at({"a": broken}, "a")
    with pytest.raises(MarkupChanged):
        texts_at({"a": ["b", 1]}, "a")


def test_days() -> None:
    assert day_at({"t": 1_600_000_000}, "t") == date(2020, 9, 13)
    assert day_at({}, "t") is None
    with pytest.raises(MarkupChanged):
        day_at({"t": 1 << 60}, "t")
