"""Texts for the tokenizer: all of them, in turn, and only of train."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.data.plain_text import _in_turn, counted, texts
from model.data.reading import DataError
from schemas.problem import Label
from tests.model.data.datasets import CPP, PYTHON, corpus, dataset, problem, program, solutions


@given(st.lists(st.lists(st.text(max_size=3), max_size=5), max_size=4))
def test_sources_take_turns_and_none_is_lost(sources: list[list[str]]) -> None:
    found = list(_in_turn([iter(source) for source in sources]))
    assert sorted(found) == sorted(text for source in sources for text in source)
    assert found[: len(sources)] == [source[0] for source in sources if source] + found[sum(map(bool, sources)) : len(sources)]


def test_a_statement_comes_as_its_prompts_and_a_program_as_it_is(tmp_path: Path) -> None:
    right, wrong = solutions(PYTHON, [1, 2]), solutions(CPP, [3], Label.INCORRECT)
    path = dataset(tmp_path / "d", train=[problem("p", right, wrong)], valid=[problem("q", solutions(PYTHON, [9]))])
    first, second, *programs = texts([path])
    assert first.startswith(
        "// RATING: 1500\n// TAGS: math,dp\n// LANGUAGE IS cpp\n// INCORRECT SOLUTION\n// The statement of p"
    )
    assert "# LANGUAGE IS python3\n# CORRECT SOLUTION\n" in second
    assert "# p 0\n" in second, "with its example"
    assert programs == [program(PYTHON, 1), program(PYTHON, 2), program(CPP, 3)]


def test_a_corpus_is_told_from_a_dataset(tmp_path: Path) -> None:
    files = corpus(tmp_path / "c", ["a\n", "b\n"])
    built = dataset(tmp_path / "d", train=[problem("p", solutions(PYTHON, [1]))])
    found = list(texts([files, built]))
    assert found[0] == "a\n"
    assert found[2] == "b\n"
    assert counted(iter(found), 3) == (found[:3], sum(map(len, found[:3])))


def test_a_path_without_training_data_is_refused(tmp_path: Path) -> None:
    path = dataset(tmp_path / "d", valid=[problem("q")])
    with pytest.raises(DataError, match="no files of the split train"):
        list(texts([path]))
    (tmp_path / "bad.parquet").write_bytes(b"nothing")
    with pytest.raises(DataError, match=r"bad\.parquet: not a readable"):
        list(texts([tmp_path / "bad.parquet"]))
