"""Datasets and corpora are read as they lie, and what is none is refused by name."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from model.data.reading import DataError, manifest_digest, shards, source_files, statements
from schemas.language import Language
from schemas.parquet import DatasetError
from schemas.problem import Label
from tests.model.data.datasets import CPP, PYTHON, corpus, dataset, problem, program, solutions


def test_a_problem_is_read_with_what_the_model_needs(tmp_path: Path) -> None:
    wrong = solutions(CPP, [7], Label.INCORRECT)
    path = dataset(tmp_path / "d", train=[problem("p", solutions(PYTHON, [1]), wrong)], valid=[problem("q")])
    (found,) = statements(path, "train", inputs=True)
    assert (found.name, found.rating, found.tags) == ("p", 1500, ("math", "dp"))
    assert found.examples == (("p 0\n", "1\n"),)
    assert found.inputs == ("p 0\n", "p 1\n", "p 2\n")
    told = [(one.language, one.text, one.correct) for one in found.programs]
    assert told == [(PYTHON, program(PYTHON, 1), True), (CPP, program(CPP, 7), False)]
    assert [one.name for one in statements(path, "valid")] == ["q"]
    assert not next(statements(path, "train", programs=False)).programs


def test_the_table_of_solutions_knows_c_from_unknown(tmp_path: Path) -> None:
    path = dataset(tmp_path / "d", train=[problem("p", solutions(Language.C, [1]))])
    assert [one.language for one in next(statements(path, "train")).programs] == [Language.UNKNOWN_LANGUAGE]
    (tmp_path / "d" / "sidecars").mkdir()
    rows = [{"problem": "p", "correct": True, "place": 0, "language": "C"}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "d" / "sidecars" / "solutions-train-00000-of-00001.parquet")
    assert [one.language for one in next(statements(path, "train")).programs] == [Language.C]


def test_files_without_folder_and_single_files_are_read(tmp_path: Path) -> None:
    dataset(tmp_path / "d", train=[problem("p")], valid=[problem("q")])
    assert [path.name for path in shards(tmp_path / "d" / "data", "valid")] == ["valid-00000-of-00001.parquet"]
    single = tmp_path / "problems.parquet"
    (tmp_path / "d" / "data" / "train-00000-of-00001.parquet").rename(single)
    assert [one.name for one in statements(single, "train")] == ["p"]
    assert shards(single, "valid") == []


def test_a_corpus_is_read(tmp_path: Path) -> None:
    found = list(source_files(corpus(tmp_path / "c", ["a\n", "b\r\n"])))
    assert [(one.origin, one.language, one.text) for one in found] == [
        ("r/0.py", "python", "a\n"),
        ("r/1.py", "python", "b\r\n"),
    ]


def test_the_manifest_gives_the_digest(tmp_path: Path) -> None:
    assert manifest_digest(dataset(tmp_path / "d", train=[problem("p")])) == "d1"
    assert manifest_digest(tmp_path / "nowhere") == ""


def test_what_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere: no such"):
        shards(tmp_path / "nowhere", "train")
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="empty: no parquet"):
        shards(tmp_path / "empty", "train")


@pytest.mark.parametrize("read", [lambda path: list(statements(path, "train")), lambda path: list(source_files(path))])
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, read: object) -> None:
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(DatasetError, match=r"bad\.parquet: not a readable parquet file"):
        read(tmp_path)  # type: ignore[operator]


def test_half_a_file_is_refused_by_name(tmp_path: Path) -> None:
    path = (
        Path(corpus(tmp_path / "c", [f"{number}\n" * 99 for number in range(500)])) / "data" / "corpus-00000-of-00001.parquet"
    )
    whole = path.read_bytes()
    path.write_bytes(whole[:50] + bytes(200) + whole[250:])
    with pytest.raises(DatasetError, match=r"corpus-00000-of-00001\.parquet"):
        list(source_files(tmp_path / "c"))


def test_a_table_that_is_no_corpus_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"x": [1]}), tmp_path / "x.parquet")
    with pytest.raises(DataError, match="no column content"):
        list(source_files(tmp_path))
    with pytest.raises(DatasetError, match="'name' is missing"):
        list(statements(tmp_path, "train"))
