"""Laws of lines of keywords and numbers whose format is not understood, and of how numbers with a point are written."""

from __future__ import annotations

import pytest

from mutators.generation import learn
from mutators.generation.guard import is_valid

ROWS = ("3\nmix 2 1 90 3 7\nroot 40\nroot 5\n", "2\nroot 6\nmix 1 1 300\n")
DEMAND = "Input\nThe first line has an integer n.\nThen n lines follow. It is guaranteed that nothing is part of itself.\n"


@pytest.mark.parametrize(
    "text",
    [
        "2\nroot 6\nmix 1 2 300\n",  # another line is meant
        "2\nmix 1 1 300\nroot 6\n",
        "2\nroto 6\nmix 1 1 300\n",
        "2\nroot 06\nmix 1 1 300\n",
        "2\nroot 6\nmix 1 1 3000\n",
        "2\nroot 6\nroot 6\n",
    ],
)
def test_in_doubt_only_numbers_too_great_for_lines_change(text: str) -> None:
    known = learn(ROWS, DEMAND)
    assert known is not None and known.promises.lines
    assert is_valid(known, text)
    assert not is_valid(known, "2\nroot 17\nmix 1 1 299\n")
    assert not any(is_valid(known, row) for row in ROWS)


def test_free_texts_are_none_of_such_lines() -> None:
    known = learn(("2\nhello there, you 2\nall well?\n", "1\nno more news\n"), DEMAND)
    assert known is not None and not known.promises.lines


@pytest.mark.parametrize("word", ["2.5", "02.50", "2.500", ".50", "250"])
def test_numbers_are_written_as_all_examples_write_them(word: str) -> None:
    known = learn(("2\n1.25\n30.40\n", "1\n0.75\n"), "Input\nAn integer n, then n lines with a price each.\n")
    assert known is not None
    assert is_valid(known, f"1\n{word}\n")
    assert not is_valid(known, "1\n2.50\n")


def test_where_examples_write_numbers_in_several_ways_others_may_too() -> None:
    known = learn(("3\n1.25\n30.4\n07\n", "1\n0.75\n"), "Input\nAn integer n, then n lines with a price each.\n")
    assert known is not None
    assert not is_valid(known, "2\n2.5\n02.50\n")
