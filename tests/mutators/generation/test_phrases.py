"""Laws of lines of words of one sort, of rows that name each other, and of inputs whose last list may be empty."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mutators.formats import infer, parse
from mutators.generation import KINDS, learn, propose
from mutators.generation.endings import bare_end, without_blank_end
from mutators.generation.phrases import Phrase, drawn, strange_line
from mutators.generation.references import goes_round

seeds = st.integers(0, 2**32)
CAPITALS = Phrase(2, 3, 1, 6, "ABC", "abc")


@given(seeds, st.integers(0, 40), st.booleans(), st.booleans())
def test_what_is_drawn_is_no_strange_line(seed: int, size: int, large: bool, unlike: bool) -> None:
    lines = drawn(CAPITALS, size, 10_000, large, unlike, Random(seed))
    assert lines is not None and len(lines) == size
    assert strange_line(CAPITALS, lines) == ""
    assert not unlike or len(set(lines)) == size


def test_too_few_different_lines_are_none() -> None:
    assert drawn(Phrase(1, 1, 1, 1, "A", "a"), 2, 100, False, True, Random(1)) is None


def test_strange_lines_are_named() -> None:
    for line in ("A", "A b", "A B C A", "A  B", "A Bcabcab", "A Bx", ""):
        assert strange_line(CAPITALS, [line]), line


@given(seeds, st.integers(1, 12))
def test_rows_that_name_earlier_ones_do_not_go_round(seed: int, size: int) -> None:
    rng = Random(seed)
    lists = [[str(other) for other in range(one) if rng.random() < 0.4] for one in range(size)]
    order = rng.sample(range(size), size)
    names, lists = [str(one) for one in order], [lists[one] for one in order]
    assert not goes_round(names, lists)
    lists[names.index("0")] = [str(size - 1)]
    assert goes_round(names, lists) == leads(names, lists, str(size - 1), "0")


def leads(names: list[str], lists: list[list[str]], start: str, goal: str) -> bool:
    """Whether some names lead from `start` to `goal`."""
    reached, ahead = {start}, [start]
    for one in ahead:
        for other in lists[names.index(one)]:
            if other not in reached:
                reached.add(other)
                ahead.append(other)
    return goal in reached


def test_a_last_line_without_tokens_is_left_out_as_in_the_examples() -> None:
    bare, blank = ["3\n0\n", "5\n2\n7 8\n", "9\n3\n4 1 2\n"], ["3\n0\n\n", "5\n2\n7 8\n", "9\n3\n4 1 2\n"]
    for inputs, left_out in ((bare, True), (blank, False)):
        format = infer(inputs)
        assert format is not None
        assert bare_end(format, [parse(format, text) for text in inputs]) == left_out
    knowledge = learn(bare, "")
    assert knowledge is not None
    made = [found for kind in KINDS for seed in range(8) if (found := propose(knowledge, Random(seed), kind)) is not None]
    assert made and all(not text.endswith("\n\n") for text, _, _ in made)


def test_without_blank_end_changes_nothing_else() -> None:
    assert [without_blank_end(text) for text in ("1\n\n", "1\n", "1", "1\n2\n")] == ["1\n", "1\n", "1", "1\n2\n"]
    assert without_blank_end("1\r\n\r\n") == "1\r\n"
