"""Checkers that a person has, by the keys of their problems."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.scrapers.checkers import MAX_BYTES, MAX_FILES, with_checker
from schemas.problem import Checker, CheckerKind, Problem

KEY = "codeforces/1401/A"
PLAIN = Problem(name="a", description="Print any.")
NEAR = Problem(name="a", description="Print x. Its absolute or relative error must be at most 10^-6.")


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder of checkers with these files for KEY."""
    for name, content in files.items():
        path = folder / KEY / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_files_are_taken_as_they_lie_there(tmp_path: Path) -> None:
    put(tmp_path, {"output_validators/check.py": b"\xc3\xa9\r\n", "output_validators/lib/a.h": b""})
    found, losses = with_checker(PLAIN, KEY, tmp_path)
    files = (("output_validators/check.py", "é\r\n"), ("output_validators/lib/a.h", ""))
    assert (found.checker, losses) == (Checker(CheckerKind.CUSTOM, files=files), ())


def test_a_checker_goes_before_the_words_of_the_statement_and_these_before_nothing(tmp_path: Path) -> None:
    put(tmp_path, {"check.cpp": b"int main() {}"})
    assert with_checker(NEAR, KEY, tmp_path)[0].checker.kind is CheckerKind.CUSTOM
    assert with_checker(NEAR, "codeforces/1401/B", tmp_path)[0].checker == Checker.within(1e-6)
    assert with_checker(NEAR, KEY, None)[0].checker == Checker.within(1e-6)
    foreign = Problem(name="a", description="", untranslated_description="絶対誤差が 10^-6 以下")
    assert with_checker(foreign, KEY, None)[0].checker.float_absolute == 1e-6
    assert with_checker(PLAIN, "codeforces/1401/B", tmp_path) == (PLAIN, ())


@pytest.mark.parametrize("key", ["../A", "a/../../A", ".", "", "a//b", "/etc", "a/.hidden"])
def test_a_key_leads_nowhere_else(tmp_path: Path, key: str) -> None:
    (tmp_path / "in").mkdir()
    for folder in (tmp_path, tmp_path / "A", tmp_path / "a" / ".hidden"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "check.py").write_text("")
    assert with_checker(PLAIN, key, tmp_path / "in") == (PLAIN, ())


def test_what_cannot_be_read_is_told_and_the_problem_stays(tmp_path: Path) -> None:
    bad = {
        "latin": {"check.py": b"\xe9"},
        "large": {"check.py": b"a" * (MAX_BYTES + 1)},
        "many": {f"{number}.h": b"" for number in range(MAX_FILES + 1)},
    }
    for name, files in bad.items():
        found, (loss,) = with_checker(NEAR, KEY, put(tmp_path / name, files))
        assert found.checker == Checker.within(1e-6), name
        assert (loss.problem, loss.stage, loss.reason) == (KEY, "assemble", "checker_unreadable")


def test_neither_links_are_followed_nor_pipes_waited_for(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    put(tmp_path / "link", {"a.h": b""})
    (tmp_path / "link" / KEY / "check.py").symlink_to(tmp_path / "secret")
    put(tmp_path / "pipe", {"a.h": b""})
    os.mkfifo(tmp_path / "pipe" / KEY / "check.py")
    for name in ("link", "pipe"):
        found, (loss,) = with_checker(PLAIN, KEY, tmp_path / name)
        assert (found, loss.reason) == (PLAIN, "checker_unreadable")
        assert "check.py" in loss.detail
