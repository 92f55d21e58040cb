"""Bytes into text that is kept, or a reason why not: the same on bytes as the laws say of text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus.texts import (
    MAX_LINE_CHARACTERS,
    Unfit,
    blind_digest,
    check_lines,
    utf8_of,
    without_white_space,
)
from schemas import text as laws

_MARKED = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
_texts = st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"]))


@given(_texts, st.sampled_from([*_MARKED, ""]))
def test_a_text_in_any_marked_encoding_is_kept_as_utf8(text: str, encoding: str) -> None:
    assert utf8_of(_MARKED.get(encoding, b"") + text.encode(encoding or "utf-8")) == text.encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a\0b", "binary_file"),
        ("é\0".encode(), "binary_file"),
        ("int x;".encode("utf-16-le"), "binary_file"),
        (codecs.BOM_UTF16_LE + "a\0".encode("utf-16-le"), "binary_file"),
        ("café".encode("latin-1"), "not_utf8"),
        (codecs.BOM_UTF16_LE + b"a", "not_utf8"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "not_utf8"),
        (b"\xed\xa0\x80", "not_utf8"),
    ],
)
def test_what_is_no_text_is_named(content: bytes, reason: str) -> None:
    with pytest.raises(Unfit) as caught:
        utf8_of(content)
    assert caught.value.reason == reason


def test_the_offending_byte_is_quoted() -> None:
    with pytest.raises(Unfit, match="byte 0xE9 at 3 is not UTF-8"):
        utf8_of("café".encode("latin-1"))


@given(st.lists(st.tuples(st.integers(0, 1200), st.sampled_from("aé漢"), st.sampled_from(["\n", "\r\n", "\r"])), max_size=6))
def test_a_file_is_dropped_exactly_where_a_line_is_too_long(lines: list[tuple[int, str, str]]) -> None:
    text = "".join(character * length + end for length, character, end in lines)
    too_long = any(len(line) > MAX_LINE_CHARACTERS for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    try:
        check_lines(text.encode())
    except Unfit as why:
        assert why.reason == "long_line"
        assert too_long
    else:
        assert not too_long


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
@pytest.mark.parametrize("before", [b"", b"\n", b"x\n" * 700])
def test_the_longest_line_that_is_kept_has_a_thousand_characters(before: bytes, end: bytes) -> None:
    check_lines(before + b"a" * 1000 + end)
    with pytest.raises(Unfit, match="a line of more than 1000 characters: 'aaaa"):
        check_lines(before + b"a" * 1001 + end)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_white_space_is_what_the_law_says(text: str) -> None:
    assert without_white_space(text.encode()) == laws.without_white_space(text).encode()


def test_every_white_space_there_is() -> None:
    spaces = "".join(chr(point) for point in range(0x110000) if chr(point).isspace())
    assert without_white_space(f"a{spaces}é{spaces}b".encode()) == "aéb".encode()


@given(_texts, st.lists(st.sampled_from(" \t\n\r\f\u00a0\u2003\u3000"), max_size=5))
def test_a_digest_ignores_white_space_alone(text: str, spaces: list[str]) -> None:
    spread = text
    for place, space in enumerate(spaces):
        spread = spread[: place * 2] + space + spread[place * 2 :]
    assert blind_digest(spread.encode()) == blind_digest(text.encode())
    assert blind_digest((text + "x").encode()) != blind_digest(text.encode())
