"""What every source hands over: parts that can be read on their own, then problems and rejections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from schemas.execution import MEBIBYTE
from schemas.problem import NANOSECONDS, Limits, Problem
from schemas.rejection import Rejection
from schemas.text import excerpt

STAGE = "read"
_LARGEST = 1 << 62
"""Limits are kept in columns of 64 bits."""


class InputError(ValueError):
    """An input that nothing can be built from. The message quotes it and says what was expected."""


class NotUtf8(InputError):
    """A file that should be text and is not UTF-8. The message quotes the file, the byte and where it stands."""


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


def stated_limits(seconds: Any, mebibytes: Any) -> Limits:
    """The limits that an input states; None where it states none. Raises ValueError, quoting what is no positive number."""
    return Limits(_whole(seconds, NANOSECONDS, "time limit"), _whole(mebibytes, MEBIBYTE, "memory limit"))


def _whole(value: Any, unit: int, what: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value * unit < _LARGEST:
        raise ValueError(f"{what} {excerpt(repr(value))} is not a number above 0 of a sensible size")
    return round(value * unit)


def rejected(problem: str, reason: str, detail: str) -> Rejection:
    """A rejection at reading."""
    return Rejection(problem, STAGE, reason, detail=detail)


def local_files(path: str) -> list[Path]:
    """The local files behind an input path, for the fingerprint of a build; none for a path that is elsewhere."""
    root = Path(path)
    if root.is_dir():
        return sorted(one for one in root.rglob("*") if one.is_file())
    return [root] if root.is_file() else []
