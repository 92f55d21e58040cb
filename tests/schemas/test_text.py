"""Laws of text: what may be stored, what white space is, and quotes that fit one line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.text import excerpt, unstorable, without_white_space
from tests.schemas.strategies import AWKWARD, moderate

any_text = st.text(st.characters(exclude_categories=()), max_size=30)  # lone surrogates too
surrogates = st.characters(categories=["Cs"])


@moderate
@given(st.text(max_size=30) | st.sampled_from(AWKWARD))
def test_all_utf_8_text_can_be_stored(text: str) -> None:
    assert unstorable(text) is None


@moderate
@given(st.text(max_size=10), surrogates, any_text)
def test_the_first_lone_surrogate_is_quoted_with_its_place(before: str, surrogate: str, after: str) -> None:
    expected = f"lone surrogate U+{ord(surrogate):04X} at character {len(before)}"
    assert unstorable(before + surrogate + after) == expected


@moderate
@given(any_text)
def test_white_space_is_removed_and_nothing_else(text: str) -> None:
    assert without_white_space(text) == "".join(character for character in text if not character.isspace())


@moderate
@given(any_text, st.integers(1, 60))
def test_excerpts_are_one_short_line_that_can_be_stored_and_printed(text: str, characters: int) -> None:
    quoted = excerpt(text, characters)
    assert len(quoted) <= characters + 1
    assert quoted.isprintable()
    assert unstorable(quoted) is None


@moderate
@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=60), st.integers(1, 60))
def test_printable_text_is_quoted_as_it_is_up_to_the_bound(text: str, characters: int) -> None:
    assert excerpt(text, characters) == (text if len(text) <= characters else text[:characters] + "…")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("a\nb", r"a\nb"), ("\0", r"\x00"), ("\r\n", r"\r\n"), ("\u2028", r"\u2028"), ("\ud800", r"\ud800"), ("𝒳 é", "𝒳 é")],
)
def test_what_cannot_be_seen_is_quoted_in_escapes(text: str, quoted: str) -> None:
    assert excerpt(text) == quoted


def test_many_escapes_do_not_make_a_quote_long() -> None:
    assert excerpt("\0" * 80) == (r"\x00" * 20) + "…"
    assert excerpt("\0" * 20) == r"\x00" * 20


@moderate
@given(st.text(st.sampled_from("\n\0a\u2028"), max_size=10))
def test_short_excerpts_can_be_read_back(text: str) -> None:
    unescaped = re.sub(
        r"\\(n|x..|u....)", lambda match: "\n" if match[1] == "n" else chr(int(match[1][1:], 16)), excerpt(text, 100)
    )
    assert unescaped == text
