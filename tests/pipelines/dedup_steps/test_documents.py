"""Documents in: every kind of file gives the same ones, and what is left out is counted and quoted."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.dedup_steps.documents import Columns, Document, document_parts, read_documents
from pipelines.sources import lines
from pipelines.sources.reading import InputError
from schemas.parquet import write_problems
from schemas.problem import Problem
from schemas.rejection import Rejection

ROWS = [{"id": f"d{number}", "text": f"text ünï {number}", "more": number} for number in range(700)]
DOCUMENTS = [Document(row["id"], row["text"]) for row in ROWS]  # type: ignore[arg-type]
NO_COLUMNS = Columns()


def read_all(path: Path, columns: Columns = NO_COLUMNS) -> tuple[list[Document], list[Rejection]]:
    found = [one for part in document_parts(str(path), columns) for one in read_documents(part, columns)]
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Rejection)]


def write_lines(path: Path, rows: list[Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = "".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows).encode("utf-8", "surrogatepass")
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def write_parquet(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=300)
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson", "a.parquet", "folder/a.parquet", "folder/a.jsonl"])
def test_every_kind_of_file_gives_the_same(name: str, tmp_path: Path) -> None:
    write = write_parquet if name.endswith("parquet") else write_lines
    path = write(tmp_path / name, ROWS)
    found = read_all(path.parent if "/" in name else path)
    assert found == (DOCUMENTS, [])


def test_parts_can_be_read_on_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(document_parts(str(write_parquet(tmp_path / "a.parquet", ROWS)), NO_COLUMNS)) == 3
    monkeypatch.setattr(lines, "CHUNK_BYTES", 5000)
    path = write_lines(tmp_path / "a.jsonl", ROWS)
    assert len(document_parts(str(path), NO_COLUMNS)) > 5
    assert read_all(path) == (DOCUMENTS, [])


def test_a_built_dataset_gives_its_problems(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "sidecars").mkdir()
    problems = [Problem(name=f"p{number}", description=f"Add {number}.") for number in range(3)]
    with (tmp_path / "data" / "train-00000-of-00001.parquet").open("wb") as file:
        write_problems(file, problems)
    write_parquet(tmp_path / "sidecars" / "problems-00000.parquet", ROWS)
    assert read_all(tmp_path) == ([Document(one.name, one.description) for one in problems], [])


def test_columns_can_be_named(tmp_path: Path) -> None:
    for path in (write_parquet(tmp_path / "a.parquet", ROWS), write_lines(tmp_path / "a.jsonl", ROWS)):
        found, _ = read_all(path, Columns(id="more", text="id"))
        assert found == [Document(str(row["more"]), str(row["id"])) for row in ROWS]


def test_without_ids_a_document_goes_by_its_place(tmp_path: Path) -> None:
    rows = [{"content": row["text"]} for row in ROWS]
    found, _ = read_all(write_lines(tmp_path / "a.jsonl", rows))
    assert [one.id for one in found[:2]] == ["a.jsonl:1", "a.jsonl:2"]
    found, _ = read_all(write_parquet(tmp_path / "a.parquet", rows))
    assert [one.id for one in found[299:302]] == ["a.parquet:0:299", "a.parquet:1:0", "a.parquet:1:1"]
    assert [one.text for one in found] == [row["text"] for row in ROWS]


def test_what_is_left_out_is_counted_and_quoted(tmp_path: Path) -> None:
    broken = ["{oops\n", "\n", "[" * 100_000 + "\n", '["a"]\n', {"id": "a"}, {"id": "b", "text": 7}]
    broken += [{"id": "c", "text": None}, {"id": None, "text": "x"}, {"id": ["d"], "text": "x"}, {"id": 5, "text": "kept"}]
    found, rejections = read_all(write_lines(tmp_path / "a.jsonl", broken))
    assert found == [Document("5", "kept")]
    assert {one.reason: one.count for one in rejections} == {"not_json": 2, "not_an_object": 1, "no_text": 3, "no_id": 2}
    assert {one.problem for one in rejections} == {"a.jsonl"}
    assert next(one.detail for one in rejections if one.reason == "not_json").startswith("a.jsonl:1: ")
    rows: list[dict[str, Any]] = [{"id": "a", "text": "x"}, {"id": None, "text": "y"}, {"id": "c", "text": None}]
    found, rejections = read_all(write_parquet(tmp_path / "a.parquet", rows))
    assert found == [Document("a", "x")]
    assert {one.reason: one.detail for one in rejections} == {
        "no_id": "a.parquet:0:1: None is no id",
        "no_text": "a.parquet:0:2: None is no text",
    }


def test_a_file_that_ends_too_early_gives_what_it_has(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl.gz", ROWS)
    path.write_bytes(path.read_bytes()[:-2000])
    found, rejections = read_all(path)
    assert found == DOCUMENTS[: len(found)]
    assert [one.reason for one in rejections][-1] == "damaged_file"


@pytest.mark.parametrize(
    ("name", "content", "quoted"),
    [
        ("nowhere.jsonl", None, "nowhere.jsonl: no such file"),
        ("a.txt", "text", "a.txt: the name says no kind of file"),
        ("a.jsonl", "", "a.jsonl: no rows"),
        ("a.parquet", "PAR1 or not", "a.parquet: not a readable parquet file"),
    ],
)
def test_what_cannot_be_read_is_quoted(name: str, content: str | None, quoted: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=quoted):
        document_parts(str(tmp_path / name), NO_COLUMNS)


def test_a_column_that_is_not_there_is_quoted(tmp_path: Path) -> None:
    path = str(write_parquet(tmp_path / "a.parquet", [{"title": "a", "body": "b"}]))
    with pytest.raises(InputError, match="no text among its columns title, body; name it by --text_column"):
        document_parts(path, NO_COLUMNS)
    with pytest.raises(InputError, match="no column 'words'; --text_column can be one of title, body"):
        document_parts(path, Columns(text="words"))
    with pytest.raises(InputError, match="no column 'key'; --id_column"):
        document_parts(path, Columns(id="key", text="body"))
    with pytest.raises(InputError, match="neither parquet nor JSON lines"):
        (tmp_path / "empty").mkdir()
        document_parts(str(tmp_path / "empty"), NO_COLUMNS)
