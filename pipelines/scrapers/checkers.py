"""How outputs of a scraped problem are compared: no site shows its checkers.

What a person has of them lies in a folder, under the problems' keys, and is taken as it lies there:

    FOLDER/codeforces/1401/A/check.cpp                    called as testlib's are: input, output, answer
    FOLDER/codeforces/1402/B/output_validators/check.py   called as those of the problem package format

Else a statement may say in words how near an answer must come, see `pages.tolerance`.
"""

from __future__ import annotations

import dataclasses
import os
import re
from pathlib import Path

from pipelines.scrapers.pages.tolerance import stated_checker
from schemas.problem import Checker, CheckerKind, Problem
from schemas.rejection import Rejection, Subject
from schemas.text import excerpt

STAGE = "assemble"
MAX_FILES, MAX_BYTES = 100, 4 << 20
"""A checker is a program and a library or two; a folder with more is none."""
_STEP = re.compile(r"(?!\.)[\w.-]+")


class _Unreadable(ValueError):
    pass


def with_checker(problem: Problem, key: str, folder: Path | None) -> tuple[Problem, tuple[Rejection, ...]]:
    """The problem with the checker that lies in `folder` or that its statement says; what lies there unread is told."""
    stated = stated_checker(problem.description) or stated_checker(problem.untranslated_description)
    losses: tuple[Rejection, ...] = ()
    if folder is not None and all(_STEP.fullmatch(step) for step in key.split("/")):
        try:
            files = _files(folder / key)
        except (_Unreadable, OSError) as error:
            files, losses = (), (Rejection(key, STAGE, "checker_unreadable", Subject.FILE.value, key, excerpt(str(error))),)
        if files:
            stated = Checker(CheckerKind.CUSTOM, files=files)
    return (problem if stated is None else dataclasses.replace(problem, checker=stated)), losses


def _files(folder: Path) -> tuple[tuple[str, str], ...]:
    """The files below a folder in order of their paths, none where it is not there. Raises _Unreadable, OSError."""
    found: list[tuple[str, str]] = []
    size = 0
    for held, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            if (Path(held) / name).is_symlink():
                raise _Unreadable(f"{name!r} is a link; put the file itself there")
        for path in (Path(held) / name for name in names):
            size += path.stat().st_size
            if not path.is_file() or size > MAX_BYTES or len(found) >= MAX_FILES:
                raise _Unreadable(f"{path.name!r}: expected at most {MAX_FILES} files of {MAX_BYTES} bytes together")
            found.append((path.relative_to(folder).as_posix(), _text(path)))
    return tuple(sorted(found))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Unreadable(f"{path.name!r}: byte 0x{error.object[error.start]:02X} at {error.start} is not UTF-8") from error
