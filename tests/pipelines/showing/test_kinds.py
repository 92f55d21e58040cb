"""Kinds of generated tests: in Python as in SQL."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("duckdb", reason="duckdb is not installed: the extra `report` brings it")
import duckdb

from mutators.mutate import MUTATORS
from pipelines.showing.kinds import KIND_SQL, KINDS, MADE, WORDS, kind_of

OPERATORS = st.lists(st.sampled_from([*MUTATORS, *MADE, "resize", "up_to_10", "n=1", "'"]), max_size=4)


@pytest.mark.parametrize(
    ("parent", "operators", "kind"),
    [
        (0, ["step_integer", "flip_bits"], "mutate"),
        (0, ["step_integer", "resize"], "structure"),
        (0, ["up_to_100", "step_integer"], "mutate"),
        (-1, ["boundary", "n=1"], "boundary"),
        (-1, ["up_to_1000", "small"], "small"),
        (-1, [], "random"),
    ],
)
def test_kinds(parent: int, operators: list[str], kind: str) -> None:
    assert kind_of(parent, operators) == kind


@given(st.integers(-1, 3), OPERATORS)
def test_sql_says_the_same(parent: int, operators: list[str]) -> None:
    question = f"SELECT {KIND_SQL} FROM (SELECT ? AS parent, ?::VARCHAR[] AS operators)"
    assert duckdb.execute(question, [parent, operators]).fetchall() == [(kind_of(parent, operators),)]


def test_every_kind_has_its_words() -> None:
    assert set(WORDS) == set(KINDS)
