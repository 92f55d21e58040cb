"""Problem packages made of a few short files, as folders and as zip archives."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from pipelines.sources import packages
from schemas.problem import Problem
from schemas.rejection import Rejection

Files = Mapping[str, str | bytes | None]
"""Content by name; None: the file is not there."""

LEGACY: Files = {
    "problem.yaml": "name: Sum\n",
    "problem_statement/problem.en.tex": "\\problemname{Sum}\nAdd $a$ and $b$.\n",
    "data/sample/1.in": "1 2\n",
    "data/sample/1.ans": "3\n",
    "data/secret/a.in": "5 6\n",
    "data/secret/a.ans": "11\n",
    "submissions/accepted/sum.py": "print(sum(map(int, input().split())))\n",
}
"""A package in the legacy format that has nothing but what it needs."""


def content(file: str | bytes) -> bytes:
    """A file's bytes."""
    return file.encode() if isinstance(file, str) else file


def write_folder(root: Path, files: Files) -> Path:
    """The files under the folder `root`."""
    for name, text in files.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content(text))
    return root


def write_zip(path: Path, files: Files) -> Path:
    """The files as a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            if text is not None:
                archive.writestr(name, content(text))
    return path


def read_all(path: Path) -> tuple[list[Problem], list[Rejection]]:
    """Everything that the packages under `path` hold, and what was left out of them."""
    items = [item for part in packages.parts(str(path)) for item in packages.read(part)]
    problems = [item for item in items if isinstance(item, Problem)]
    return problems, [item for item in items if isinstance(item, Rejection)]


def read_one(root: Path, changes: Files) -> Problem:
    """The problem of the legacy package with some files changed; fails where anything was left out."""
    problems, rejections = read_all(write_folder(root, {**LEGACY, **changes}))
    assert not rejections
    assert len(problems) == 1
    return problems[0]


def rejected(root: Path, changes: Files) -> Rejection:
    """Why the legacy package with some files changed cannot be read."""
    problems, rejections = read_all(write_folder(root, {**LEGACY, **changes}))
    assert problems == []
    assert len(rejections) == 1
    return rejections[0]


def left_out(root: Path, changes: Files) -> tuple[Problem, Rejection]:
    """The problem of the legacy package with some files changed, and the one thing that was left out of it."""
    problems, rejections = read_all(write_folder(root, {**LEGACY, **changes}))
    assert len(problems) == 1
    assert len(rejections) == 1
    return problems[0], rejections[0]
