"""What every source hands over: parts that can be read on their own, then problems and rejections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from schemas.execution import MEBIBYTE
from schemas.problem import NANOSECONDS, Limits, Problem
from schemas.rejection import Rejection, Subject
from schemas.text import excerpt

STAGE = "read"
_LARGEST = 1 << 62
"""Limits are kept in columns of 64 bits."""


class InputError(ValueError):
    """An input that nothing can be built from. The message quotes it and says what was expected."""


class NotUtf8(InputError):
    """A file that should be text and is not UTF-8. The message quotes the file, the byte and where it stands."""


class BinaryFile(InputError):
    """A file that should be a program's text and has NUL bytes. The message quotes the file and where the first stands."""


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


class LeftOut:
    """What of one problem was left out, those alike summed up: a million submissions in Ruby are one rejection.

    Alike are those with the same reason, subject and item; the first one's detail is quoted for all.
    """

    def __init__(self, problem: str) -> None:
        self._problem = problem
        self._found: dict[tuple[str, Subject, str], tuple[str, int]] = {}

    def add(self, reason: str, subject: Subject, item: str, detail: str, count: int = 1) -> None:
        """`count` more."""
        first, before = self._found.get((reason, subject, item), (detail, 0))
        self._found[(reason, subject, item)] = (first, before + count)

    def rejections(self) -> list[Rejection]:
        """One for each kind, in the order in which they were first met."""
        return [
            Rejection(self._problem, STAGE, reason, subject.value, item, detail, count)
            for (reason, subject, item), (detail, count) in self._found.items()
        ]


def text_of(content: bytes, where: str) -> str:
    """A text that is UTF-8, without the byte order mark that it may begin with.

    Tests and programs are read by this rule alone: run under any other encoding they would be other tests and programs than
    those that were judged. Raises NotUtf8, naming `where`.
    """
    try:
        return content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8(f"{where}: byte 0x{content[error.start]:02X} at {error.start} is not UTF-8; convert the file") from error


def program_of(content: bytes, where: str) -> str:
    """A program's text. Raises NotUtf8, and BinaryFile for one with NUL bytes: no language that we run has them."""
    text = text_of(content, where)
    if "\0" in text:
        raise BinaryFile(f"{where}: a NUL byte at {content.index(0)}, so no program text")
    return text


def prose_of(content: bytes) -> str:
    """A statement's text: UTF-8, else Windows-1252, else Latin-1. People read it, nobody runs it, so no byte may cost it."""
    for encoding in ("utf-8-sig", "windows-1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def why_unread(error: InputError) -> str:
    """The reason of a rejection for a file that could not be read."""
    if isinstance(error, NotUtf8):
        return "not_utf8"
    return "binary_file" if isinstance(error, BinaryFile) else "unreadable_file"


def local_files(path: str) -> list[Path]:
    """The local files behind an input path, for the fingerprint of a build; none for a path that is elsewhere."""
    root = Path(path)
    if root.is_dir():
        return sorted(one for one in root.rglob("*") if one.is_file())
    return [root] if root.is_file() else []
