"""Formats that explain the examples nearly as cheaply: the one that the statement's lines agree with is learnt."""

from __future__ import annotations

import pytest

from mutators.constraints import agreement, bind, extract
from mutators.formats import Format, infer
from mutators.formats.nodes import List, Repeat

FIRST = "## Input\n\nThe first line contains "
EDGES = (
    f"{FIRST}two integers n and m (1 ≤ n, m ≤ 100). The next m lines each contain three integers a, b and c "
    "(1 ≤ a, b ≤ n, 0 ≤ c ≤ 9)."
)
LIST = f"{FIRST}two integers n and k (1 ≤ n, k ≤ 100). The second line contains k integers a_1, ..., a_k (0 ≤ a_i ≤ 9)."
TOKENS = (
    f"{FIRST}three integers n, a and b (1 ≤ n, a, b ≤ 100). The second line contains three integers x, y and z "
    "(0 ≤ x, y, z ≤ 9)."
)
COINCIDENCES = [
    (EDGES, ["3 3\n1 2 5\n2 3 4\n1 3 2\n", "4 3\n1 2 1\n2 3 1\n3 4 7\n"], [2, 3]),
    (LIST, ["3 3\n1 2 5\n"], [2, 1]),
    (TOKENS, ["3 2 9\n1 2 5\n", "3 7 7\n4 4 4\n"], [3, 3]),
]


def widths(format: Format) -> list[int]:
    """How many fields each line has."""
    return [len(node.fields) if isinstance(node, Repeat) else len(node.items) for node in format.body]


@pytest.mark.parametrize(("text", "inputs", "expected"), COINCIDENCES, ids=["lines", "list", "tokens"])
def test_the_format_that_the_statement_tells_of(text: str, inputs: list[str], expected: list[int]) -> None:
    statement = extract(text)
    format = infer(inputs, agreement(statement))
    assert format is not None
    assert widths(format) == expected
    found = bind(statement, format, inputs)
    assert (found.doubtful, found.unbound) == ((), ())
    last = format.body[-1]
    if expected[-1] == 1 and not isinstance(last, Repeat):
        assert isinstance(last.items[0], List) and last.items[0].count is not None
        assert last.items[0].count.variables == (format.fields[1].name,)


def test_a_statement_that_names_no_line_changes_nothing() -> None:
    inputs = ["3 3\n1 2 5\n2 3 4\n1 3 20\n", "4 3\n1 2 1\n2 3 1\n3 4 7\n"]
    assert infer(inputs, agreement(extract("Something else, n ≤ 5."))) == infer(inputs)


def test_half_as_many() -> None:
    format = infer(["4\n1 2 3 4\n1 3\n", "2\n9 8\n2\n", "8\n1 1 1 1 1 1 1 1\n5 5 5 5\n"])
    assert format is not None
    line = format.body[-1]
    assert not isinstance(line, Repeat) and isinstance(line.items[0], List)
    assert str(line.items[0].count) == "n/2"
