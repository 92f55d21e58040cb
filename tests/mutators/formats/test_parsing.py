"""Parsing and rendering are inverse, of any format, and whatever the white space."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mutators.formats import Format, FormatMismatch, Parsed, mismatches, parse, render
from mutators.formats.nodes import Count, Kind, Line, List, Repeat, Spacing, Token
from tests.mutators.formats.strategies import formats, spaced, values_of
from tests.mutators.strategies import any_texts, moderate

N = Token("n", Kind.INTEGER)
NUMBERS = Format((Line((N,)), Line((List(Token("a", Kind.INTEGER), Count(("n",))),))))


@moderate
@given(st.data())
def test_parse_inverts_render(data: st.DataObject) -> None:
    format = data.draw(formats())
    values = data.draw(values_of(format))
    assume(not mismatches(format, values))
    parsed = parse(format, render(format, Parsed(values)))
    assert parsed == Parsed(values, parsed.spacing)
    assert parsed.spacing == Spacing() or "\r" in render(format, Parsed(values)) or format.skip_blank_lines


@moderate
@given(st.data())
def test_render_inverts_parse_whatever_the_white_space(data: st.DataObject) -> None:
    format = data.draw(formats())
    values = data.draw(values_of(format))
    text = data.draw(spaced(render(format, Parsed(values))))
    try:
        parsed = parse(format, text)
    except FormatMismatch:
        return  # a text swallows white space, a row looks like the terminator, a last text is missing
    assert render(format, parsed) == text


@moderate
@given(formats(), any_texts)
def test_what_parses_at_all_renders_as_it_was(format: Format, text: str) -> None:
    try:
        parsed = parse(format, text)
    except FormatMismatch:
        return
    assert render(format, parsed) == text


@moderate
@given(st.lists(st.integers(-9, 9), max_size=4), st.data())
def test_incidental_spacing_does_not_change_the_values(numbers: list[int], data: st.DataObject) -> None:
    text = f"{len(numbers)}\n{' '.join(map(str, numbers))}\n"
    assert parse(NUMBERS, data.draw(spaced(text))).values == (len(numbers), tuple(numbers))


def test_spacing_is_kept_where_values_did_not_change() -> None:
    parsed = parse(NUMBERS, "2 \n3  4\t\n")
    assert render(NUMBERS, Parsed((2, (3, 5)), parsed.spacing)) == "2 \n3 5\t\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x\n", "expected an integer for n on line 1, got 'x'"),
        ("2 3\n", "expected 1 token on line 1, got '2 3'"),
        ("3\n1 2\n", "expected 3 = n tokens of a on line 2, got '1 2'"),
        ("1\n1\n7 8\n", "expected the end on line 3, got '7 8'"),
        ("-1\n\n", "expected a length n of a on line 2, got 'n = -1'"),
        ("2\n", "expected 2 = n tokens of a on line 2, got the end"),
        ("1\nabc\n", "expected an integer for a on line 2, got 'abc'"),
    ],
)
def test_a_mismatch_quotes_the_offender(text: str, message: str) -> None:
    with pytest.raises(FormatMismatch) as raised:
        parse(NUMBERS, text)
    assert str(raised.value) == message


def test_counts_beyond_all_bounds_are_refused_at_once() -> None:
    """Rows of no tokens need no lines: nothing else would stop at the end of the text."""
    empty = Repeat("rows", Count(("n",)), (Line((List(Token("a", Kind.INTEGER), Count(offset=0)),)),))
    for skipping in (False, True):
        with pytest.raises(FormatMismatch, match=r"got the end"):
            parse(Format((Line((N,)), empty), skipping), f"{10**30}\n\n\n")
    assert parse(Format((Line((N,)), empty)), "2\n\n\n").values == (2, (((),), ((),)))


ROWS = Repeat("rows", Count(("n",)), (Line((Token("u", Kind.INTEGER), Token("v", Kind.INTEGER))),))
CASES = Repeat("cases", Count(("t",)), NUMBERS.body)


@pytest.mark.parametrize(
    ("format", "text"),
    [
        (NUMBERS, "150000\n" + " ".join(["123456"] * 150_000) + "\n"),
        (Format((Line((N,)), ROWS)), "150000\n" + "123 456\n" * 150_000),
        (Format((Line((N,)), ROWS)), "150000\n" + "123 456 \n" * 150_000),
        (Format((Line((Token("t", Kind.INTEGER),)), CASES)), "100000\n" + "3\n1 2 34\n" * 100_000),
    ],
    ids=["list", "rows", "rows with odd blanks", "cases"],
)
def test_a_megabyte_parses_and_renders_in_about_a_second(format: Format, text: str) -> None:
    assert len(text) > 900_000
    start = time.process_time()
    assert render(format, parse(format, text)) == text
    assert time.process_time() - start < 3
