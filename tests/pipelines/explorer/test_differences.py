"""Differences: every line that differs is there, equal texts have none, and time is bounded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.explorer.differences import MOST_LINES, difference

TEXTS = st.lists(st.sampled_from(["1", "2", "1 2 3", "", "a b"]), max_size=30).map("\n".join)


def side(parts: tuple[tuple[bool, str], ...]) -> str:
    return "".join(text for _, text in parts).rstrip()


@given(TEXTS, TEXTS)
def test_lines_and_their_numbers_are_those_of_the_texts(expected: str, got: str) -> None:
    left, right = expected.splitlines(), got.splitlines()
    made = difference(expected, got)
    assert made.equal == (left == right)
    for line in made.lines:
        if line.left_number:
            assert side(line.left) == left[line.left_number - 1].rstrip()
        if line.right_number:
            assert side(line.right) == right[line.right_number - 1].rstrip()


@given(TEXTS, TEXTS)
def test_every_line_is_shown_or_counted_as_skipped(expected: str, got: str) -> None:
    made = difference(expected, got)
    if made.lines:
        shown = sum(line.left_number is not None for line in made.lines)
        skipped = sum(line.skipped for line in made.lines)
        last = max((line.left_number or 0 for line in made.lines), default=0)
        assert shown + skipped == last or last == 0


@given(TEXTS)
def test_equal_texts_differ_nowhere(text: str) -> None:
    made = difference(text, text)
    assert made.equal
    assert not any(line.differs for line in made.lines)


def test_the_word_that_differs_is_marked() -> None:
    (line,) = difference("1 2 3\n", "1 5 3\n").lines
    assert [text.strip() for differs, text in line.left if differs] == ["2"]
    assert [text.strip() for differs, text in line.right if differs] == ["5"]


def test_long_texts_are_shown_around_the_first_difference() -> None:
    lines = [str(number) for number in range(100_000)]
    made = difference("\n".join(lines), "\n".join([*lines[:50_000], "x", *lines[50_001:]]))
    assert made.cut
    assert any(line.differs for line in made.lines)
    assert len(made.lines) <= MOST_LINES


def test_a_long_line_is_shown_around_the_first_difference() -> None:
    words = [str(number) for number in range(100_000)]
    (line,) = difference(" ".join(words), " ".join([*words[:50_000], "x", *words[50_001:]])).lines
    assert any(differs for differs, _ in line.right)
    assert len(side(line.right)) < 2000
