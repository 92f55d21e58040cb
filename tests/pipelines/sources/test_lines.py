"""Lines in parts: each line of a file once, in order, wherever the cuts fall."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.sources import lines
from pipelines.sources.lines import line_parts, lines_of
from pipelines.sources.reading import Part

contents = st.lists(st.sampled_from([b"", b"\n", b"a", b"bc\n", b"\n\n", b"defghij", b"\r\n"]), max_size=12).map(b"".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents, st.integers(1, 9))
def test_every_line_is_in_one_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, chunk: int) -> None:
    monkeypatch.setattr(lines, "CHUNK_BYTES", chunk)
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    parts = line_parts(str(path))
    found = [(where, line) for part in parts for where, line in lines_of(part)]
    *whole, rest = content.split(b"\n")
    assert [line for _, line in found] == [line + b"\n" for line in whole] + [rest] * bool(rest)
    assert len({where for where, _ in found}) == len(found)
    assert len(parts) == max(1, -(-len(content) // chunk))


def test_a_line_is_told_by_its_number_or_by_its_first_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "CHUNK_BYTES", 4)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"1\n2\n3\n4\n")
    assert line_parts(str(path)) == [Part(str(path), 0), Part(str(path), 1)]
    found = [where for part in line_parts(str(path)) for where, _ in lines_of(part)]
    assert found == ["a.jsonl:1", "a.jsonl:2", "a.jsonl@4", "a.jsonl@6"]


def test_a_zipped_file_is_one_part_whatever_it_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "CHUNK_BYTES", 4)
    path = tmp_path / "a.jsonl"
    path.write_bytes(gzip.compress(b"a\nb\n" * 100))
    (part,) = line_parts(str(path))
    assert [line for _, line in lines_of(part)] == [b"a\n", b"b\n"] * 100


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 30), max_size=6), st.integers(1, 40))
def test_a_line_without_end_is_cut_and_the_next_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lengths: list[int], chunk: int
) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 10)
    monkeypatch.setattr(lines, "CHUNK_BYTES", chunk)
    monkeypatch.setattr(lines, "_PIECE_BYTES", 4)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(b"x" * length + b"\n" for length in lengths))
    found = [line for part in line_parts(str(path)) for _, line in lines_of(part)]
    assert found == [(b"x" * length + b"\n")[:11] for length in lengths]


def test_a_zipped_bomb_of_one_line_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 1 << 16)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"0" * (40 << 20) + b"\nlast\n"))
    assert [len(line) for _, line in lines_of(Part(str(path)))] == [(1 << 16) + 1, 5]
