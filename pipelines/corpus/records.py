"""What goes from step to step: a document, and what was left out of it all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from schemas.rejection import Rejection, Subject
from schemas.text import excerpt

READ, CLEAN, UNITE = "read", "clean", "unite"
"""Steps that reject something."""


class Document(NamedTuple):
    """A source file. `part`: the place in the task of the part that it is from; `day`: when its text was committed, None where
    that is not known; `licence`: "" where it is not known.
    """

    part: int
    repository: str
    path: str
    language: str
    day: date | None
    licence: str
    content: bytes


class Losses:
    """What was left out, those alike summed up: a million minified files of one repository are one rejection.

    Alike are those of the same repository, step, reason and item; the first one's path and detail are quoted for all.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str, str], tuple[str, int]] = {}

    def add(self, repository: str, step: str, reason: str, path: str, detail: str = "", item: str = "", count: int = 1) -> None:
        """`count` more."""
        key = repository, step, reason, item
        found = self._found.get(key)
        if found is None:
            where = excerpt(path, 200)
            self._found[key] = (f"{where}: {detail}" if detail else where, count)
        else:
            self._found[key] = (found[0], found[1] + count)

    def rejections(self) -> Iterator[Rejection]:
        """One for each kind, in order."""
        for (repository, step, reason, item), (detail, count) in sorted(self._found.items()):
            yield Rejection(excerpt(repository, 200), step, reason, Subject.FILE.value, item, detail, count)


def stored(name: str) -> str:
    """A file's name as the system gave it, as text that can be stored: bytes that are not UTF-8 become escapes."""
    if name.isascii():
        return name
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def day_of(seconds: float) -> date | None:
    """The day of a Unix time in UTC; None for a time that no calendar has."""
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (OverflowError, OSError, ValueError):
        return None
