"""JSON lines in files: plain, zipped, cut short, damaged, in folders."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pipelines.sources import jsonl
from pipelines.sources.reading import InputError, Part
from schemas.problem import Problem
from schemas.rejection import Rejection
from tests.pipelines.sources.json_lines import LEAST, lines, problem_of, read_bytes, read_file


def test_a_broken_line_in_the_middle_costs_itself_alone(tmp_path: Path) -> None:
    first, third = {**LEAST, "name": "a"}, {**LEAST, "name": "c"}
    content = lines(first) + b"\n" + b'{"name": \n' + b"\xff\n" + lines(third)
    items = read_bytes(tmp_path / "all.jsonl", content)
    assert [item.name for item in items if isinstance(item, Problem)] == ["a", "c"]
    assert [(item.problem, item.reason) for item in items if isinstance(item, Rejection)] == [
        ("all.jsonl:3", "not_json"),
        ("all.jsonl:4", "not_utf8"),
    ]


def test_a_last_line_without_its_end_is_read(tmp_path: Path) -> None:
    (problem,) = read_bytes(tmp_path / "a.jsonl", lines(LEAST).rstrip())
    assert problem == problem_of(LEAST)


def test_zipped_and_plain_give_equal_problems(tmp_path: Path) -> None:
    content = lines(LEAST, {**LEAST, "name": "b"})
    plain = read_bytes(tmp_path / "a.jsonl", content)
    assert len(plain) == 2
    assert read_bytes(tmp_path / "a.jsonl.gz", gzip.compress(content)) == plain
    assert read_bytes(tmp_path / "zipped_by_another_name.jsonl", gzip.compress(content)) == plain


@pytest.mark.parametrize("cut", [1, 4, 8, 9, 200])
def test_a_zipped_file_that_was_cut_short(tmp_path: Path, cut: int) -> None:
    rows = [{**LEAST, "name": f"p{place}", "statement": str(place**50)} for place in range(200)]
    content = gzip.compress(lines(*rows))[:-cut]
    *problems, last = read_bytes(tmp_path / "a.jsonl.gz", content)
    assert problems == [problem_of(row) for row in rows[: len(problems)]]
    assert isinstance(last, Rejection)
    assert (last.problem, last.reason) == (f"a.jsonl.gz:{len(problems) + 1}", "damaged_file")


def test_a_zipped_file_that_is_damaged(tmp_path: Path) -> None:
    content = bytearray(gzip.compress(lines(*({**LEAST, "name": str(place**9)} for place in range(300)))))
    content[len(content) // 2] ^= 0xFF
    items = read_bytes(tmp_path / "a.jsonl.gz", bytes(content))
    last = items[-1]
    assert isinstance(last, Rejection)
    assert last.reason == "damaged_file"


def test_parts_of_a_folder_are_its_files(tmp_path: Path) -> None:
    for name in ("b.jsonl", "deep/a.jsonl.gz", "notes.txt", "c.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    assert jsonl.parts(str(tmp_path)) == [Part(str(tmp_path / "b.jsonl")), Part(str(tmp_path / "deep/a.jsonl.gz"))]
    assert jsonl.parts(str(tmp_path / "notes.txt")) == [Part(str(tmp_path / "notes.txt"))]


def test_paths_with_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: no such file or folder"):
        jsonl.parts(str(tmp_path / "nowhere"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"empty: no \.jsonl"):
        jsonl.parts(str(tmp_path / "empty"))


def test_a_folder_that_is_called_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").mkdir()
    ((only,),) = [read_file(Path(part.path)) for part in jsonl.parts(str(tmp_path))]
    assert isinstance(only, Rejection)
    assert only.reason == "damaged_file"
