"""A dataset's tables: no question fails, whatever is missing, and what is missing is said."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="duckdb is not installed: the extra `report` brings it")
import duckdb

from pipelines.showing import Tables
from pipelines.showing.entries import make_entries
from pipelines.showing.tables import TABLES, literal
from schemas.parquet import DatasetError
from tests.pipelines.showing.small_dataset import DAMAGES, NASTY_NAME, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "small")


def asked(folder: Path) -> Tables:
    """The tables, after every column of each was asked for."""
    tables = Tables(folder)
    for name, (_, schema) in TABLES.items():
        for row in tables.ask(f"SELECT * FROM {name}"):
            assert list(row) == schema.names
    return tables


def test_a_whole_dataset_lacks_nothing(folder: Path) -> None:
    tables = asked(folder)
    assert tables.gaps == ()
    assert tables.ask("SELECT count(*) AS n FROM problems") == [{"n": 3}]
    assert [one.split.value for one in tables.base] == ["train", "valid", "test"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_any_question_has_an_answer_and_the_gap_is_said(folder: Path, damage: str) -> None:
    harm, said = DAMAGES[damage]
    harm(folder)
    tables = asked(folder)
    gaps = (*tables.gaps, *make_entries(tables, counted_bytes=1 << 30, searched=True))
    assert any(said in f"{gap.what} {gap.why}" for gap in gaps), gaps
    assert len({(gap.what, gap.why) for gap in gaps}) == len(gaps)
    tables.ask("SELECT * FROM entries")


@pytest.mark.parametrize("name", ["it's", "a[b]c", "*", "?", "{x}", "ü", "a b", 'q"q', "%41"])
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str) -> None:
    tables = asked(write(tmp_path / name))
    assert tables.gaps == ()
    assert make_entries(tables, counted_bytes=1 << 30, searched=True) == ()
    assert {row["name"] for row in tables.ask("SELECT name FROM entries")} == {"sums", NASTY_NAME, "bare"}


def test_nothing_beside_the_dataset_can_be_read(folder: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other") / "data/test-00000-of-00001.parquet"
    tables = Tables(folder)
    for path in (other, folder / "../other/data/test-00000-of-00001.parquet"):
        with pytest.raises(duckdb.PermissionException):
            tables.cursor().execute(f"SELECT * FROM read_parquet({literal(str(path))})")


def test_a_manifest_cannot_name_files_elsewhere(folder: Path) -> None:
    names = ["/etc/passwd", "../../etc/passwd", "a\0b", 7, None, {"path": "x"}]
    (folder / "manifest.json").write_text(json.dumps({"files": [{"path": name} for name in names]}))
    assert Tables(folder).gaps == ()


def test_files_that_the_manifest_names_are_looked_for(folder: Path) -> None:
    base = "data/train-00000-of-00001.parquet"
    size = (folder / base).stat().st_size
    files = [{"path": base, "size_bytes": size + 1}, *({"path": f"data/gone-{place}", "size_bytes": 1} for place in range(20))]
    (folder / "manifest.json").write_text(json.dumps({"files": files}))
    gaps = Tables(folder).gaps
    assert gaps[0].what == base and f"manifest says {size + 1}" in gaps[0].why
    assert gaps[-1].what == "13 other files"
    assert len(gaps) == 9


def test_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no such folder"):
        Tables(tmp_path / "nowhere")


def test_tests_of_large_datasets_are_not_counted(folder: Path) -> None:
    tables = Tables(folder)
    gaps = make_entries(tables, counted_bytes=0, searched=False)
    assert [gap.what for gap in gaps] == ["numbers of tests"]
    rows = {row["name"]: row for row in tables.ask("SELECT name, public, generated FROM entries")}
    assert rows["sums"] == {"name": "sums", "public": None, "generated": 2}


def test_an_entry_has_what_both_layouts_know(folder: Path) -> None:
    tables = Tables(folder)
    make_entries(tables, counted_bytes=1 << 30, searched=True)
    (row,) = tables.ask("SELECT * FROM entries WHERE name = 'sums'")
    known = {"source": "CODEFORCES", "rating": 1200, "public": 1, "private": 2, "generated": 2, "correct": 2, "incorrect": 2}
    known |= {"time_limit_s": 1.0, "memory_limit_bytes": 256 << 20, "checker_kind": "alphacode", "license": "cc0", "voters": 2}
    assert {name: row[name] for name in known} == known
    assert "print the sum" in row["searched"]


@pytest.mark.skipif(os.getuid() == 0, reason="permissions do not bind root")
def test_a_file_that_may_not_be_read_is_a_gap(folder: Path) -> None:
    path = folder / "data/train-00000-of-00001.parquet"
    path.chmod(0)
    assert any(gap.what == "data/train-00000-of-00001.parquet" for gap in Tables(folder).gaps)
