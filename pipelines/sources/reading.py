"""What every source hands over: parts that can be read on their own, then problems and rejections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from schemas.problem import Problem
from schemas.rejection import Rejection

STAGE = "read"


class InputError(ValueError):
    """An input that nothing can be built from. The message quotes it and says what was expected."""


class Part(NamedTuple):
    """A piece of the input that one worker reads: a file or folder, and a place within it (-1: all of it)."""

    path: str
    place: int = -1


Parts = Callable[[str], list[Part]]
Read = Callable[[Part], Iterator[Problem | Rejection]]


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of input.

    `parts` lists the pieces of a path and raises InputError where nothing sensible can go on; `read` yields the problems of
    one, and a Rejection for each that cannot be read. `needs_input`: whether a path has to be given.
    """

    summary: str
    parts: Parts
    read: Read
    needs_input: bool = True


def rejected(problem: str, reason: str, detail: str) -> Rejection:
    """A rejection at reading."""
    return Rejection(problem, STAGE, reason, detail=detail)


def local_files(path: str) -> list[Path]:
    """The local files behind an input path, for the fingerprint of a build; none for a path that is elsewhere."""
    root = Path(path)
    if root.is_dir():
        return sorted(one for one in root.rglob("*") if one.is_file())
    return [root] if root.is_file() else []
