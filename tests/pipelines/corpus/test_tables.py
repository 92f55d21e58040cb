"""Parquet of files, with whatever names its columns have."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.corpus.inputs import parts_of
from pipelines.corpus.settings import CorpusError
from pipelines.corpus.tables import groups_of
from tests.pipelines.corpus.making import MIT, read


def table(path: Path, rows: list[dict[str, Any]], row_group: int = 100) -> Path:
    """A parquet file."""
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=row_group)
    return path


def test_a_row_is_a_file(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"content": "1", "path": "a.py", "repo_name": "x/y", "license": "mit", "date": date(2020, 1, 2), "more": 1},
        {"content": "2", "path": "b.go", "repo_name": "x/z", "license": "Some words", "date": None, "more": 2},
        {"content": "3", "path": "c.txt", "repo_name": "x/z", "license": None, "date": None, "more": 3},
    ]
    found, lost = read(table(tmp_path / "t.parquet", rows))
    assert [one[1:] for one in found] == [
        ("x/y", "a.py", "python", date(2020, 1, 2), "MIT", b"1"),
        ("x/z", "b.go", "go", None, "", b"2"),
    ]
    assert lost == {"not_source_code": 1}


@pytest.mark.parametrize(
    ("names", "values"),
    [
        (("code", "file_path", "repo"), ("é", "a.py", "r")),
        (("text", "filename", "repository"), ("é".encode(), b"a.py", b"r")),
        (("content", "max_stars_repo_path", "max_stars_repo_name"), ("é", "a.py", "r")),
    ],
)
def test_columns_have_many_names_and_kinds(tmp_path: Path, names: tuple[str, ...], values: tuple[Any, ...]) -> None:
    found, _ = read(table(tmp_path / "t.parquet", [dict(zip(names, values, strict=True))]))
    assert [(one.repository, one.path, one.content) for one in found] == [("r", "a.py", "é".encode())]


def test_lists_of_licences_hold_at_once(tmp_path: Path) -> None:
    rows = [{"content": "1", "path": "a.py", "licenses": ["MIT", "apache-2.0", "no name of one"]}]
    assert [one.licence for one in read(table(tmp_path / "t.parquet", rows))[0]] == ["Apache-2.0 AND MIT"]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-01-02T03:04:05Z", date(2020, 1, 2)),
        ("2020-01-02", date(2020, 1, 2)),
        ("yesterday", None),
        (datetime(2020, 1, 2, 23, tzinfo=UTC), date(2020, 1, 2)),
        (date(2020, 1, 2), date(2020, 1, 2)),
        (5, None),
    ],
)
def test_days_are_dates_times_or_text(tmp_path: Path, value: Any, day: date | None) -> None:
    path = table(tmp_path / "t.parquet", [{"content": "1", "path": "a.py", "date": value}])
    assert [one.day for one in read(path)[0]] == [day]
    assert len(read(path, before=date(2020, 1, 1))[0]) == 0


def test_licence_files_among_the_rows_are_texts_of_licences(tmp_path: Path) -> None:
    rows = [{"content": MIT, "path": "LICENSE", "repo": "r"}, {"content": "1", "path": "a.py", "repo": "r"}]
    found, lost = read(table(tmp_path / "t.parquet", rows))
    assert [one.path for one in found] == ["a.py"]
    assert not lost


def test_rows_without_a_text_or_a_path_and_large_ones_are_counted(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"content": None, "path": "a.py"},
        {"content": "1", "path": None},
        {"content": "1", "path": ""},
        {"content": "é" * 500_001, "path": "b.py"},
        {"content": "1", "path": "c.py"},
    ]
    found, lost = read(table(tmp_path / "t.parquet", rows))
    assert [one.path for one in found] == ["c.py"]
    assert lost == {"incomplete_row": 3, "too_large": 1}


def test_every_row_is_in_one_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.corpus.tables.GROUP_BYTES", 2000)
    rows = [{"content": str(number) * 300, "path": f"{number}.py"} for number in range(100)]
    path = table(tmp_path / "t.parquet", rows, row_group=5)
    groups = groups_of(str(path))
    assert len(groups) > 3
    assert [number for first, last in groups for number in range(first, last)] == list(range(20))
    assert len(parts_of([str(path)])) == len(groups)
    assert [one.path for one in read(path)[0]] == [f"{number}.py" for number in range(100)]


def test_an_empty_table_has_no_parts(tmp_path: Path) -> None:
    pq.write_table(pa.table({"content": pa.array([], pa.string()), "path": pa.array([], pa.string())}), tmp_path / "t.parquet")
    assert read(tmp_path / "t.parquet") == ([], {})


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"path": "a.py"}], r"no column for the content \(content or text or code\), only path"),
        ([{"content": "1", "name": "a.py"}], "no column for the path"),
        ([{"content": 1, "path": "a.py"}], "column content holds int64, expected strings"),
    ],
)
def test_a_table_without_what_is_needed_is_refused(tmp_path: Path, rows: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        parts_of([str(table(tmp_path / "t.parquet", rows))])


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.parquet").write_text("hello")
    with pytest.raises(CorpusError, match="not a readable parquet file"):
        parts_of([str(tmp_path / "t.parquet")])


def test_a_table_damaged_inside_is_told(tmp_path: Path) -> None:
    rows = [{"content": str(number) * 5000, "path": f"{number}.py"} for number in range(50)]
    path = table(tmp_path / "t.parquet", rows, row_group=10)
    whole = bytearray(path.read_bytes())
    whole[200:1200] = b"\xff" * 1000
    path.write_bytes(whole)
    found, lost = read(path)
    assert lost == {"broken_table": 1}
    assert len(found) < 50
