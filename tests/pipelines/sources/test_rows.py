"""Tables: one set of rows, whatever the file that they are in; what is damaged costs itself and a message."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources import lines, rows
from pipelines.sources.reading import InputError, Part
from pipelines.sources.rows import Row
from schemas.problem import Problem
from schemas.rejection import Rejection
from tests.schemas.strategies import texts

ROWS: list[dict[str, Any]] = [{"name": f"n{place}", "words": ["a", "b"][: place % 3]} for place in range(7)]
FORMS = ("jsonl", "jsonl.gz", "json", "parquet", "stream.arrow", "file.arrow")


def write(folder: Path, form: str, values: list[dict[str, Any]]) -> Path:
    """The values in a file of that form."""
    path = folder / f"rows.{form}"
    content = b"".join(json.dumps(row).encode() + b"\n" for row in values)
    if form == "json":
        path.write_text(json.dumps(values))
    elif form.startswith("jsonl"):
        path.write_bytes(gzip.compress(content) if form.endswith("gz") else content)
    else:
        schema = pa.schema([("name", pa.string()), ("words", pa.list_(pa.string()))])
        table = pa.Table.from_pylist(values, schema=schema)
        if form == "parquet":
            pq.write_table(table, path, row_group_size=3)
        else:
            new = pa.ipc.new_stream if form == "stream.arrow" else pa.ipc.new_file
            with new(str(path), table.schema) as writer:
                writer.write_table(table, max_chunksize=2)
    return path


def read(path: Path | str) -> list[Row | Rejection]:
    """All rows of a file or folder."""
    return [row for part in rows.parts(str(path), ()) for row in rows.rows_of(part)]


def values_of(path: Path | str) -> list[dict[str, Any]]:
    """All values of a file or folder in which nothing is damaged."""
    found = read(path)
    assert not [row for row in found if isinstance(row, Rejection)]
    assert len({row.where for row in found if isinstance(row, Row)}) == len(found)
    return [row.values for row in found if isinstance(row, Row)]


@pytest.mark.parametrize("form", FORMS)
def test_rows_are_the_same_in_every_form(tmp_path: Path, form: str) -> None:
    assert values_of(write(tmp_path, form, ROWS)) == ROWS


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.fixed_dictionaries({"name": texts, "words": st.lists(texts, max_size=2)}), max_size=5), st.sampled_from(FORMS)
)
def test_reading_inverts_writing(tmp_path_factory: pytest.TempPathFactory, values: list[dict[str, Any]], form: str) -> None:
    assert values_of(write(tmp_path_factory.mktemp("rows"), form, values)) == values


def test_a_folder_is_all_of_its_tables_and_nothing_else(tmp_path: Path) -> None:
    for form in FORMS:
        write(tmp_path, form, ROWS[:1])
    (tmp_path / "dataset_info.json").write_text("{")
    assert values_of(tmp_path) == ROWS[:1] * (len(FORMS) - 1)


def test_parts_are_row_groups_and_pieces_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = write(tmp_path, "parquet", ROWS)
    assert rows.parts(str(table), ()) == [Part(str(table), group) for group in range(3)]
    path = write(tmp_path, "jsonl", ROWS)
    monkeypatch.setattr(lines, "CHUNK_BYTES", 100)
    assert len(rows.parts(str(path), ())) > 2
    assert values_of(path) == ROWS


@pytest.mark.parametrize("form", ["parquet", "stream.arrow", "file.arrow"])
def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path, form: str) -> None:
    path = write(tmp_path, form, ROWS)
    with pytest.raises(InputError, match=r"column 'question' is missing; found name, words") as caught:
        rows.parts(str(path), ("name", "question"))
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", ["APPS.tar.gz", "all.zip", "taco.tgz"])
def test_archives_are_refused_by_their_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(InputError, match="unpack it"):
        rows.parts(str(tmp_path / name), ())


def test_paths_with_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        rows.parts(str(tmp_path / "nowhere"), ())
    with pytest.raises(InputError, match=r"no \.jsonl"):
        rows.parts(str(tmp_path), ())


@pytest.mark.parametrize("form", ["parquet", "x.arrow"])
@pytest.mark.parametrize("content", [b"", b"PAR1", b"not a table", b"\xff" * 60])
def test_files_that_are_no_tables(tmp_path: Path, form: str, content: bytes) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes(content)
    with pytest.raises(InputError, match="not a readable"):
        rows.parts(str(path), ())


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from([form for form in FORMS if form != "json"]))
def test_no_damage_gets_further_than_a_message(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, form: str
) -> None:
    path = write(tmp_path_factory.mktemp("rows"), form, ROWS)
    content = bytearray(path.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=3)):
        content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(content))
    try:
        found = read(path)
    except InputError as error:
        assert str(path) in str(error)
    else:
        assert all(isinstance(row, Row | Rejection) for row in found)


@pytest.mark.parametrize(
    "line, reason, quoted",
    [
        (b'{"name": "a", ', "not_json", '{"name": "a"'),
        (b"[" * 100_000, "not_json", "[[["),
        (b'{"n": ' + b"1" * 5000 + b"}", "not_json", "digits"),
        (b'{"name": "Gr\xf6\xdfe"}', "not_utf8", "byte 0xF6 at 12"),
        (b"5", "bad_record", "expected an object, got 5"),
        (b'"text"', "bad_record", 'got "text"'),
    ],
)
def test_lines_that_are_no_rows_cost_themselves_alone(tmp_path: Path, line: bytes, reason: str, quoted: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a": 1}\n\n' + line + b'\n{"b": 2}\n')
    first, rejection, last = read(path)
    assert (first, last) == (Row("a.jsonl:1", str(path), {"a": 1}), Row("a.jsonl:4", str(path), {"b": 2}))
    assert isinstance(rejection, Rejection)
    assert (rejection.problem, rejection.reason) == ("a.jsonl:3", reason)
    assert quoted in rejection.detail
    assert "\n" not in rejection.detail


def test_a_line_that_is_too_long_is_quoted_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 50)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a": "' + b"x" * 100 + b'"}\n{"b": 2}\n')
    rejection, row = read(path)
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "line_too_long"
    assert isinstance(row, Row)


def test_an_array_is_read_at_once_and_so_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_ARRAY_BYTES", 10)
    (rejection,) = read(write(tmp_path, "json", ROWS))
    assert isinstance(rejection, Rejection)
    assert "write it as JSON lines" in rejection.detail


def test_what_a_row_means_is_given_and_what_is_wrong_with_it_quoted(tmp_path: Path) -> None:
    def meaning(row: Row) -> list[Problem | Rejection]:
        if row.values["name"] == "n1":
            raise ValueError("n1 is not liked")
        return [Problem(name=row.values["name"], description="")]

    (part,) = rows.parts(str(write(tmp_path, "jsonl", ROWS[:3])), ())
    first, rejection, last = rows.read(part, meaning)
    assert [item.name for item in (first, last) if isinstance(item, Problem)] == ["n0", "n2"]
    assert rejection == Rejection("rows.jsonl:2", "read", "bad_record", detail="n1 is not liked")
