"""clang-format's version: told where layouts depend on it, and never a reason to stop."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.describing.manifest import versions
from pipelines.normalising import clang_format_version, formatting
from pipelines.settings import BuildSettings

SETTINGS = BuildSettings(source="jsonl", input="x")


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What was found is remembered for a process."""
    clang_format_version.cache_clear()
    yield
    clang_format_version.cache_clear()


def pretend(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = folder / "clang-format"
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)
    monkeypatch.setattr(formatting, "clang_format", lambda: str(tool))


def test_the_manifest_tells_it_where_programs_are_normalised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(tmp_path, "echo clang-format version 98.7.6; echo more", monkeypatch)
    normalising = dataclasses.replace(SETTINGS, normalise_cpp=True)
    assert versions(normalising) == {**versions(SETTINGS), "clang-format": "clang-format version 98.7.6"}
    assert "clang-format" not in versions(SETTINGS)


@pytest.mark.parametrize("script", ["exit 1", "true", "printf '\\377\\n'", "kill -9 $$"])
def test_one_that_does_not_say_is_none(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(tmp_path, script, monkeypatch)
    assert clang_format_version() == "none"


def test_a_missing_one_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatting, "clang_format", lambda: "")
    assert clang_format_version() == "none"
    clang_format_version.cache_clear()
    monkeypatch.setattr(formatting, "clang_format", lambda: str(tmp_path / "gone since"))
    assert clang_format_version() == "none"
