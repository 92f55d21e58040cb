"""Parquet in the CodeContests layout: what was written comes back, and files of another kind are named with their fault."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources import codecontests
from pipelines.sources.reading import InputError, Part
from schemas.code_contests import SCHEMA, to_row
from schemas.parquet import write_problems
from schemas.problem import Problem, Test
from schemas.rejection import Rejection
from tests.schemas.strategies import base_problems, few

PROBLEMS = [Problem(name=f"p{place}", description=f"Print {place}.", public_tests=(Test("1", "2"),)) for place in range(3)]


def write(path: Path, problems: list[Problem]) -> Path:
    """A file in the layout."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_problems(file, problems)
    return path


def write_rows(path: Path, rows: list[dict[str, Any]], schema: pa.Schema = SCHEMA, **how: Any) -> Path:
    """Rows that need not make sense."""
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path, **how)
    return path


def read_all(path: Path | str) -> list[Problem | Rejection]:
    """Everything that the path names."""
    return [item for part in codecontests.parts(str(path)) for item in codecontests.read(part)]


def refused(path: Path | str) -> str:
    """The message of the InputError at listing the parts."""
    with pytest.raises(InputError) as caught:
        codecontests.parts(str(path))
    assert str(path) in str(caught.value)
    return str(caught.value)


@few
@given(st.lists(base_problems, min_size=1, max_size=3))
def test_reading_inverts_writing(tmp_path_factory: pytest.TempPathFactory, problems: list[Problem]) -> None:
    assert read_all(write(tmp_path_factory.mktemp("data") / "a.parquet", problems)) == problems


def test_a_file_a_pattern_and_folders(tmp_path: Path) -> None:
    write(tmp_path / "set" / "data" / "train-1.parquet", PROBLEMS[:1])
    write(tmp_path / "set" / "data" / "train-2.parquet", PROBLEMS[1:])
    write(tmp_path / "set" / "other.txt", [])
    folder = tmp_path / "set"
    assert read_all(folder / "data" / "train-2.parquet") == PROBLEMS[1:]
    for path in (folder / "data" / "train-*.parquet", folder / "data", f"{folder}/data/", folder, f"{folder}/"):
        assert read_all(path) == PROBLEMS


def test_a_folder_that_is_called_like_a_file(tmp_path: Path) -> None:
    write(tmp_path / "set.parquet" / "part-0.parquet", PROBLEMS)
    assert read_all(tmp_path / "set.parquet") == PROBLEMS


def test_every_row_group_is_a_part(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.parquet", [to_row(problem) for problem in PROBLEMS], row_group_size=2)
    assert codecontests.parts(str(path)) == [Part(str(path), 0), Part(str(path), 1)]
    assert read_all(path) == PROBLEMS


def test_paths_with_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "nowhere", tmp_path / "empty", tmp_path / "*.parquet"):
        assert "no parquet file there" in refused(path)
    assert "no rows" in refused(write(tmp_path / "none.parquet", []))


def test_files_that_are_no_parquet(tmp_path: Path) -> None:
    for content in (b"", b"PAR1", b"not parquet at all", b"PAR1" + b"\0" * 50 + b"PAR1"):
        (tmp_path / "a.parquet").write_bytes(content)
        assert "not a readable parquet file" in refused(tmp_path / "a.parquet")


@pytest.mark.parametrize("column", ["name", "public_tests", "time_limit"])
def test_another_layout_is_named_by_its_first_column(tmp_path: Path, column: str) -> None:
    rows = [to_row(PROBLEMS[0])]
    lacking = SCHEMA.remove(SCHEMA.get_field_index(column))
    assert f"column {column!r} is missing" in refused(write_rows(tmp_path / "a.parquet", rows, lacking))
    other = SCHEMA.set(SCHEMA.get_field_index(column), pa.field(column, pa.int32()))
    path = write_rows(tmp_path / "b.parquet", [{**rows[0], column: 5}], other)
    assert f"column {column!r} has type int32" in refused(path)


@pytest.mark.parametrize("metadata", ["{", "[]", '{"info": {"features": {"source": {"names": 5}}}}'])
def test_class_names_that_make_no_sense(tmp_path: Path, metadata: str) -> None:
    schema = SCHEMA.with_metadata({"huggingface": metadata})
    assert metadata in refused(write_rows(tmp_path / "a.parquet", [to_row(PROBLEMS[0])], schema))


@pytest.mark.parametrize(
    "change, quoted",
    [
        ({"source": 77}, "77"),
        ({"time_limit": {"seconds": -5, "nanos": 0}}, "-5"),
        ({"public_tests": {"input": ["1"], "output": ["1", "2"]}}, "1 inputs but 2 outputs"),
        ({"public_tests": {"input": [None], "output": ["1"]}}, "public_tests"),
    ],
)
def test_a_row_that_makes_no_sense_is_named(tmp_path: Path, change: dict[str, Any], quoted: str) -> None:
    rows = [to_row(problem) for problem in PROBLEMS]
    first, rejection = read_all(write_rows(tmp_path / "a.parquet", [rows[0], {**rows[1], **change}, rows[2]]))
    assert first == PROBLEMS[0]
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "damaged_file"
    assert "row group 0 stops at row 1" in rejection.detail
    assert quoted in rejection.detail


@pytest.mark.parametrize("path", ["gs://bucket/data", "gs://bucket/*.parquet"])
def test_google_storage_without_its_extra(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    def none_for(_: list[str]) -> list[Any]:
        raise ValueError("Unable to get filesystem from specified path")

    monkeypatch.setattr("apache_beam.io.filesystems.FileSystems.match", none_for)
    assert "install codequorum[gcp] to read gs:// paths" in refused(path)


def test_a_kind_of_path_that_nobody_knows() -> None:
    message = refused("unheard-of://bucket/data")
    assert "cannot be listed" in message
    assert "codequorum[gcp]" not in message


def damaged(content: bytes) -> Iterator[bytes]:
    """Copies with one byte changed, at places all over the file."""
    for place, change in itertools.product(range(0, len(content), 23), (0x01, 0xFF)):
        yield content[:place] + bytes([content[place] ^ change]) + content[place + 1 :]


def test_no_damage_gets_further_than_a_message(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", PROBLEMS)
    for content in damaged(path.read_bytes()):
        path.write_bytes(content)
        try:
            items = read_all(path)
        except InputError as error:
            assert str(path) in str(error)
        else:
            assert all(isinstance(item, Problem | Rejection) for item in items)
