"""Lines of JSON for the tests, and what is read of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipelines.sources import jsonl
from pipelines.sources.jsonl import read_line
from pipelines.sources.reading import Part
from schemas.problem import Problem
from schemas.rejection import Rejection

LEAST: dict[str, Any] = {"name": "sum", "samples": [{"input": "1 2\n", "output": "3\n"}]}


def lines(*rows: Any) -> bytes:
    """The rows as JSON lines."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def read_file(path: Path) -> list[Problem | Rejection]:
    """What the file holds."""
    return list(jsonl.read(Part(str(path))))


def read_bytes(path: Path, content: bytes) -> list[Problem | Rejection]:
    """What a file of these bytes holds."""
    path.write_bytes(content)
    return read_file(path)


def problem_of(row: dict[str, Any]) -> Problem:
    """The problem of a row of which nothing is left out."""
    (problem,) = read_line(json.dumps(row).encode(), "file:1")
    assert isinstance(problem, Problem)
    return problem


def rejection_of(line: bytes) -> Rejection:
    """Why a line is none."""
    (rejection,) = read_line(line, "file:7")
    assert isinstance(rejection, Rejection)
    assert "\n" not in rejection.detail
    return rejection
