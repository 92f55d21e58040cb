"""A description says each name once where it stands, and stays short."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mutators.formats import Parsed, describe, infer, render
from mutators.formats.nodes import tokens
from tests.mutators.formats.strategies import formats, values_of
from tests.mutators.strategies import moderate


@settings(moderate, max_examples=15)
@given(st.data())
def test_every_field_is_described_in_lines_of_text(data: st.DataObject) -> None:
    made = data.draw(formats())
    inputs = [render(made, Parsed(values)) for values in data.draw(st.lists(values_of(made), min_size=1, max_size=3))]
    format = infer(inputs)
    assert format is not None
    text = describe(format)
    assert text.isprintable() or "\n" in text
    assert all(line.isprintable() and line == line.rstrip() for line in text.split("\n"))
    assert all(name in text for name in tokens(format.body))


def test_a_description_reads_like_a_statement() -> None:
    format = infer(["4 3\n7 5 5 2\n1 2\n2 3\n3 4\n", "2 1\n9 3\n2 1\n", "6 5\n9 8 7 7 1 1\n1 2\n2 3\n3 4\n4 5\n6 5\n"])
    assert format is not None
    assert describe(format).splitlines() == [
        "n m             n: integer 2..6 seen; m: integer 1..5 seen",
        "a_1 .. a_n      integers 1..9 seen, descending",
        "edges: m lines  tree, connected, no loops",
        "  u v           u: integer 1..n, distinct, ascending; v: integer 1..n, ascending",
    ]
