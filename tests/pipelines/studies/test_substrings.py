"""The longest common piece, against looking at all of them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.studies.substrings import Suffixes

TEXTS = st.lists(st.text("abc\n", max_size=25), max_size=6)


def longest(text: str, texts: list[str]) -> int:
    pieces = (text[start:end] for start in range(len(text)) for end in range(start + 1, len(text) + 1))
    return max((len(piece) for piece in pieces if any(piece in one for one in texts)), default=0)


@given(st.text("abcd\n", max_size=20), TEXTS)
@settings(max_examples=150, deadline=None)
def test_the_longest_piece_is_the_longest(text: str, texts: list[str]) -> None:
    suffixes = Suffixes(texts)
    length, start, place = suffixes.longest_match(text)
    assert length == longest(text, texts)
    if length:
        assert text[start : start + length] in texts[suffixes.text_at(place)]


@given(TEXTS, st.text("abc\n", min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_a_piece_is_found_where_it_stands_and_nowhere_else(texts: list[str], piece: str) -> None:
    place = Suffixes(texts).find(piece)
    assert (place >= 0) == any(piece in one for one in texts)


def test_no_piece_goes_over_the_end_of_a_text() -> None:
    suffixes = Suffixes(["print(", "1)"])
    assert suffixes.longest_match("print(1)")[0] == len("print(")
    assert suffixes.longest_match("print(\x001)")[0] == len("print(")
    assert suffixes.find("\0") == -1


def test_texts_that_repeat_themselves() -> None:
    assert Suffixes(["a" * 3000, "a" * 2999 + "b"]).longest_match("a" * 2000 + "b")[0] == 2001


def test_nothing_to_look_through() -> None:
    assert Suffixes([]).longest_match("abc") == (0, 0, -1)
    assert Suffixes([""]).longest_match("abc") == (0, 0, -1)
