"""Folders and checkouts walked: what is wanted comes out in order, the rest is counted, nothing is followed."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from pipelines.corpus import folders
from pipelines.corpus.settings import KEEP, MODIFIED
from tests.pipelines.corpus.making import MIT, commit, days, git, read, read_with_rejections, write

_CUT = date(2020, 6, 30)


def test_wanted_files_come_in_order_and_others_are_counted(tmp_path: Path) -> None:
    write(tmp_path / "r", {"b.py": "1", "a/z.go": "2", "a/b/c.rs": "3", "a.txt": "4", "x.c": "5", "LICENSE": MIT})
    found, lost = read(tmp_path / "r")
    assert [(one.path, one.language, one.content) for one in found] == [
        ("b.py", "python", b"1"),
        ("a/z.go", "go", b"2"),
        ("a/b/c.rs", "rust", b"3"),
    ]
    assert {one.repository for one in found} == {"r"}
    assert lost == {"not_source_code": 2}


def test_languages_that_are_not_asked_for_are_counted(tmp_path: Path) -> None:
    found, lost = read(write(tmp_path, {"a.py": "1", "a.go": "2"}), languages=("go",))
    assert [one.path for one in found] == ["a.go"]
    assert lost == {"other_language": 1}


def test_links_and_pipes_are_counted_and_left(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.py": "secret"})
    folder = write(tmp_path / "r", {"a.py": "1"})
    (folder / "file.py").symlink_to(outside / "secret.py")
    (folder / "dir").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.py")
    found, lost = read(folder)
    assert [one.path for one in found] == ["a.py"]
    assert lost == {"link": 3, "no_file": 1}


def test_large_and_unreadable_files_are_counted(tmp_path: Path) -> None:
    folder = write(tmp_path, {"a.py": b"1\n" * 500_000, "b.py": b"1\n" * 500_000 + b"2", "c/d.py": "1"})
    found, lost = read(folder)
    assert [one.path for one in found] == ["a.py", "c/d.py"]
    assert lost == {"too_large": 1}
    if os.geteuid() != 0:
        (folder / "a.py").chmod(0)
        (folder / "c").chmod(0)
        assert read(folder)[1] == {"too_large": 1, "unreadable_file": 1, "unreadable_folder": 1}
        (folder / "c").chmod(0o755)


def test_a_file_that_vanishes_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: str, at_most: int) -> tuple[bytes, float]:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(folders, "read_file", gone)
    _, rejections = read_with_rejections(write(tmp_path / "r", {"a.py": "1"}))
    assert [(one.problem, one.reason, one.detail) for one in rejections] == [
        ("r", "unreadable_file", "a.py: Permission denied")
    ]


def test_folders_too_deep_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "DEEPEST", 4)
    folder = write(tmp_path / "r", {f"{'d/' * depth}a.py": "1" for depth in range(8)})
    git(folder, "init", "--quiet")  # so it is one part
    found, lost = read(folder)
    assert len(found) == 4
    assert lost == {"no_commits": 1, "too_deep": 1}


def test_names_that_are_no_text_are_escaped(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.py")).write_text("1")
    found, _ = read(tmp_path)
    assert [one.path for one in found] == ["caf\\xe9.py"]


def test_a_checkout_gives_days_and_only_what_is_committed(tmp_path: Path) -> None:
    folder = commit(tmp_path / "r", {"old.py": "1", "changed.py": "1", "later.py": "1"}, "2020-01-01")
    commit(folder, {"later.py": "2"}, "2020-12-31")
    write(folder, {"untracked.py": "1", "changed.py": "2"})
    found, lost = read(folder)
    assert days(found) == {"old.py": date(2020, 1, 1), "changed.py": None, "later.py": date(2020, 12, 31)}
    assert lost == {"untracked_file": 1}
    found, lost = read(folder, before=_CUT)
    assert days(found) == {"old.py": date(2020, 1, 1)}
    assert lost == {"untracked_file": 1, "undated_file": 1, "too_recent": 1}
    found, lost = read(folder, before=_CUT, undated=KEEP)
    assert days(found) == {"old.py": date(2020, 1, 1), "changed.py": None}


def test_the_day_of_the_cut_itself_is_before_it(tmp_path: Path) -> None:
    folder = commit(tmp_path / "r", {"a.py": "1"}, "2020-06-30")
    assert len(read(folder, before=date(2020, 6, 30))[0]) == 1
    assert read(folder, before=date(2020, 6, 29)) == ([], {"too_recent": 1})


def test_without_commits_all_files_are_undated(tmp_path: Path) -> None:
    folder = write(tmp_path / "r", {"a.py": "1"})
    git(folder, "init", "--quiet")
    _, rejections = read_with_rejections(folder, before=_CUT)
    assert {one.reason: one.detail for one in rejections} == {
        "no_commits": ".git: a git repository without commits, so its files have no dates",
        "undated_file": "a.py: it has no date that counts",
    }
    assert days(read(folder)[0]) == {"a.py": None}


@pytest.mark.parametrize(("modified", "kept"), [("2020-05-05", True), ("2021-05-05", False), ("1980-01-01", False)])
def test_the_time_of_change_counts_where_that_is_asked_for(tmp_path: Path, modified: str, kept: bool) -> None:
    folder = write(tmp_path, {"a.py": "1"})
    seconds = (date.fromisoformat(modified) - date(1970, 1, 1)).days * 86400
    os.utime(folder / "a.py", (seconds, seconds))
    assert days(read(folder, before=_CUT, undated=MODIFIED)[0]) == ({"a.py": date.fromisoformat(modified)} if kept else {})
    assert days(read(folder, before=_CUT)[0]) == {}


def test_checkouts_within_a_checkout_are_repositories_of_their_own(tmp_path: Path) -> None:
    outer = commit(tmp_path / "outer", {"a.py": "1"}, "2020-01-01")
    commit(outer / "deps" / "inner", {"b.py": "1"}, "2020-02-02")
    found, lost = read(outer)
    assert [(one.repository, one.path, one.day) for one in found] == [
        ("outer", "a.py", date(2020, 1, 1)),
        ("outer/deps/inner", "b.py", date(2020, 2, 2)),
    ]
    assert not lost
