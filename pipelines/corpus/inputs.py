"""What is read, in parts of which each is one worker's: checkouts, archives, folders and tables, found by the paths given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.corpus.archives import SUFFIXES, from_archive, suffix_of
from pipelines.corpus.files import entries
from pipelines.corpus.folders import from_checkout, from_folder
from pipelines.corpus.history import is_checkout
from pipelines.corpus.intake import Intake
from pipelines.corpus.records import Document
from pipelines.corpus.settings import CorpusError
from pipelines.corpus.tables import SUFFIX, from_table, groups_of

ENOUGH_PARTS = 64
"""A folder is split until it has so many, or nothing to split: always the same, for the output must not tell the workers."""
MOST_PARTS = 100_000
CHECKOUT, ARCHIVE, FOLDER, TABLE = "checkout", "archive", "folder", "table"


class Part(NamedTuple):
    """A piece of the input that one worker reads.

    `below`, `deep`: of a folder, what lies below this path in it, with or without its folders. `first`, `last`: row groups
    of a table, `last` excluded.
    """

    path: str
    kind: str
    repository: str
    below: str = ""
    deep: bool = True
    first: int = 0
    last: int = 0


def parts_of(paths: Iterable[str]) -> list[Part]:
    """The parts of the paths, in order. A path that is given twice is read once. Raises CorpusError."""
    found: set[Part] = set()
    for path in sorted({str(Path(one).resolve()) for one in paths}):
        found.update(_parts(path))
    return sorted(found)


def documents(part: Part, intake: Intake) -> Iterator[Document]:
    """The wanted files of a part, always in the same order."""
    if part.kind == CHECKOUT:
        return from_checkout(part.path, part.repository, intake)
    if part.kind == ARCHIVE:
        return from_archive(part.path, part.repository, intake)
    if part.kind == TABLE:
        return from_table(part.path, part.repository, range(part.first, part.last), intake)
    return from_folder(part.path, part.below, part.repository, intake, deep=part.deep, apart=_is_input)


def _parts(path: str) -> list[Part]:
    name = os.path.basename(path)
    if os.path.isfile(path):
        file = _file_parts(path)
        if not file:
            raise CorpusError(f"{path}: not a kind of file that is read: {', '.join((*SUFFIXES, SUFFIX))}, or a folder")
        return file
    if not os.path.isdir(path):
        raise CorpusError(f"{path}: no such file or folder")
    if is_checkout(path):
        return [Part(path, CHECKOUT, name)]
    if all(os.path.exists(os.path.join(path, one)) for one in ("HEAD", "objects", "refs")):
        raise CorpusError(f"{path}: a bare git repository has no files to read; `git clone` it and give the clone")
    return _shelf(path, name)


def _file_parts(path: str) -> list[Part]:
    """The parts of a file, none where it is of no kind that we read. Raises CorpusError."""
    name, suffix = os.path.basename(path), suffix_of(path)
    if suffix:
        return [Part(path, ARCHIVE, name[: -len(suffix)])]
    if path.lower().endswith(SUFFIX):
        return [Part(path, TABLE, name[: -len(SUFFIX)], first=first, last=last) for first, last in groups_of(path)]
    return []


def _is_input(path: str) -> bool:
    """Whether a file of a folder is an input for itself."""
    return "/" not in path and (suffix_of(path) is not None or path.lower().endswith(SUFFIX))


def _shelf(root: str, name: str) -> list[Part]:
    """The parts of a folder: what lies in it and is an input for itself, and the rest of it in pieces.

    Checkouts count however deep they lie; archives and tables only right in it, as those deeper down belong to something.
    """
    found: list[Part] = []
    pending = [""]
    while pending and len(found) + len(pending) < ENOUGH_PARTS:
        level, pending = pending, []
        for folder in level:
            found.append(Part(root, FOLDER, name, folder, deep=False))
            for kind, path in _inside(root, folder):
                if kind == FOLDER:
                    pending.append(path)
                elif kind == CHECKOUT:
                    found.append(Part(os.path.join(root, path), CHECKOUT, f"{name}/{path}"))
                elif _is_input(path):
                    found += _file_parts(os.path.join(root, path))
                if len(found) + len(pending) > MOST_PARTS:
                    raise CorpusError(f"{root}: more than {MOST_PARTS} parts; give its folders in several runs")
    return found + [Part(root, FOLDER, name, folder) for folder in pending]


def _inside(root: str, folder: str) -> Iterator[tuple[str, str]]:
    """Folders, checkouts and files in a folder, by their paths below the root. What cannot be listed is told by its reader."""
    try:
        listed = entries(os.path.join(root, folder) if folder else root)
    except OSError:
        return
    for name, kind in listed:
        path = f"{folder}/{name}" if folder else name
        if kind == "folder" and name != ".git":
            yield CHECKOUT if is_checkout(os.path.join(root, path)) else FOLDER, path
        elif kind == "file":
            yield "file", path
