"""Reads whole inputs through the table of sources, as the commands do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.reading import InputError
from schemas.problem import Problem, Solution
from schemas.rejection import Rejection


def read_all(source: str, path: Path | str) -> tuple[list[Problem], list[Rejection]]:
    """Everything that the path holds, and what was left out of it; every message is one line."""
    items = [item for part in SOURCES[source].parts(str(path)) for item in SOURCES[source].read(part)]
    rejections = [item for item in items if isinstance(item, Rejection)]
    for rejection in rejections:
        assert rejection.stage == "read"
        assert rejection.detail
        assert "\n" not in rejection.detail
    return [item for item in items if isinstance(item, Problem)], rejections


def read_one(source: str, path: Path | str) -> Problem:
    """The one problem that the path holds; fails where anything was left out."""
    problems, rejections = read_all(source, path)
    assert rejections == []
    assert len(problems) == 1
    return problems[0]


def refused(source: str, path: Path | str) -> str:
    """The one-line message of the InputError at listing the parts, which names the path."""
    with pytest.raises(InputError) as caught:
        SOURCES[source].parts(str(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def counted(rejections: list[Rejection]) -> dict[tuple[str, str], int]:
    """Counts by reason and item."""
    return {(one.reason, one.item): one.count for one in rejections}


def answers(solution: Solution, stdin: str) -> str:
    """What a program of our own prints."""
    done = subprocess.run([sys.executable, "-c", solution.source], input=stdin, capture_output=True, text=True, check=True)
    return done.stdout
