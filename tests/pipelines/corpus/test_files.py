"""Folders listed in order whatever their size, files read without being led anywhere."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corpus import files
from pipelines.corpus.files import Refused, TooLarge, entries, read_file
from tests.pipelines.strategies import few

_names = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda name: name not in (".", "..") and len(name.encode()) < 200
)


@few
@given(st.sets(_names, max_size=30), st.integers(1, 8))
def test_names_come_in_order_however_few_are_held(tmp_path_factory: pytest.TempPathFactory, names: set[str], held: int) -> None:
    folder = tmp_path_factory.mktemp("many")
    for name in names:
        (folder / name).touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "MOST_NAMES_HELD", held)
        assert list(entries(str(folder))) == [(name, "file") for name in sorted(names)]


def test_names_that_are_no_text_survive_spilling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_NAMES_HELD", 1)
    monkeypatch.setattr(files, "_BLOCK_BYTES", 3)
    raw = [b"\xff\xfe.py", b"caf\xe9", b"a b", b"\n"]
    for name in raw:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).touch()
    assert sorted(os.fsencode(name) for name, _ in entries(str(tmp_path))) == sorted(raw)


def test_every_kind_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "link-to-folder").symlink_to("folder")
    (tmp_path / "nowhere").symlink_to("gone")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(os.path.relpath(tmp_path / "socket"))
        found = dict(entries(str(tmp_path)))
    kinds = {"folder": "folder", "file": "file", "link": "link", "link-to-folder": "link", "nowhere": "link"}
    assert found == {**kinds, "pipe": "no_file", "socket": "no_file"}


@given(st.binary(max_size=300), st.integers(0, 300))
def test_a_file_is_read_whole_or_not_at_all(tmp_path_factory: pytest.TempPathFactory, content: bytes, at_most: int) -> None:
    path = tmp_path_factory.mktemp("one") / "a"
    path.write_bytes(content)
    if len(content) <= at_most:
        assert read_file(str(path), at_most)[0] == content
    else:
        with pytest.raises(TooLarge, match=f"{len(content)} bytes, more than {at_most}"):
            read_file(str(path), at_most)


def test_what_is_no_file_is_neither_followed_nor_waited_for(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "link").symlink_to("secret")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="symbolic"):
        read_file(str(tmp_path / "link"), 100)
    with pytest.raises(Refused, match="not a regular file"):
        read_file(str(tmp_path / "pipe"), 100)
    with pytest.raises(Refused, match="not a regular file"):
        read_file(str(tmp_path), 100)
    with pytest.raises(FileNotFoundError):
        read_file(str(tmp_path / "gone"), 100)


def test_a_file_that_does_not_tell_its_size_is_left() -> None:
    with pytest.raises(Refused, match="its size changes while it is read"):
        read_file("/proc/self/maps", 10)


def test_a_read_may_stop_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    whole = os.read
    monkeypatch.setattr(os, "read", lambda handle, size: whole(handle, min(size, 3)))
    assert read_file(str(tmp_path / "a"), 10)[0] == b"0123456789"
