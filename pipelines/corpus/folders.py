"""Source files of folders and of git checkouts, in order, whatever their number. Links are never followed."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.corpus.files import Entry, Refused, TooLarge, entries, read_file
from pipelines.corpus.history import Change, NoHistory, is_checkout, is_unchanged, last_changes
from pipelines.corpus.intake import LICENCE, Intake
from pipelines.corpus.languages import language_of
from pipelines.corpus.licences import MAX_LICENCE_BYTES, is_licence_file
from pipelines.corpus.records import Document
from pipelines.corpus.texts import MAX_FILE_BYTES, Unfit

DEEPEST = 200
"""Folders in folders beyond which nothing is looked for."""


def _never(path: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class _Tree:
    """A folder with what is known of it. `changes`: of the files of a checkout, None where nothing is known of commits.

    `apart`: says of a path whether it is somebody else's to read.
    """

    root: str
    repository: str
    intake: Intake
    changes: Mapping[str, Change] | None = None
    apart: Callable[[str], bool] = _never

    def lose(self, path: str, reason: str, detail: str = "") -> None:
        self.intake.lose(self.repository, path, Unfit(reason, detail))

    def listed(self, folder: str) -> Iterator[Entry]:
        """What lies in a folder; nothing where it cannot be listed, which is counted."""
        try:
            return entries(f"{self.root}/{folder}" if folder else self.root)
        except OSError as error:
            self.lose(folder or ".", "unreadable_folder", error.strerror or str(error))
            return iter(())

    def read(self, path: str, at_most: int) -> tuple[bytes, float]:
        """A file's bytes and time. Raises Unfit."""
        try:
            return read_file(f"{self.root}/{path}", at_most)
        except TooLarge as error:
            raise Unfit("too_large", str(error)) from error
        except OSError as error:
            reason = "no_file" if isinstance(error, Refused) else "unreadable_file"
            raise Unfit(reason, error.strerror or str(error)) from error


def from_checkout(root: str, repository: str, intake: Intake, depth: int = 0) -> Iterator[Document]:
    """The wanted files of a git checkout, each with the day of its last commit; further checkouts within it likewise.

    What is not committed is no part of it. Where there is no history that can be read all files count, without a day.
    """
    try:
        changes = last_changes(root, intake.wants)
    except NoHistory as error:
        intake.lose(repository, ".git", Unfit(error.reason, str(error)))
        changes = None
    yield from _below(_Tree(root, repository, intake, changes), "", depth)


def from_folder(
    root: str, below: str, repository: str, intake: Intake, *, deep: bool = True, apart: Callable[[str], bool] = _never
) -> Iterator[Document]:
    """The wanted files of the folder `below` a root, and of the folders in it where `deep`. Paths are relative to the root.

    A licence that lies above it within the root counts for it, too. Files that are `apart` are neither read nor counted.
    """
    above = below
    while above:
        above = above.rpartition("/")[0]
        for name, text in _licences_in(root, above):
            intake.take_licence(repository, f"{above}/{name}" if above else name, text)
    yield from _below(_Tree(root, repository, intake, apart=apart), below, 0 if deep else DEEPEST)


@functools.lru_cache(maxsize=32)
def _licences_in(root: str, folder: str) -> tuple[tuple[str, bytes], ...]:
    """The licence files right in a folder, for those below it. What cannot be read is told where the folder itself is."""
    found = []
    with contextlib.suppress(OSError):
        for name, kind in entries(f"{root}/{folder}"):
            if kind == "file" and is_licence_file(name) and language_of(name) is None:
                with contextlib.suppress(OSError):
                    found.append((name, read_file(f"{root}/{folder}/{name}", MAX_LICENCE_BYTES)[0]))
    return tuple(found)


def _below(tree: _Tree, below: str, depth: int) -> Iterator[Document]:
    """Depth first, the entries of a folder in order. `depth`: how deep `below` lies already."""
    stack = [(below, tree.listed(below))]
    while stack:
        folder, listing = stack[-1]
        name, kind = next(listing, (None, ""))
        if name is None:
            stack.pop()
            continue
        path = f"{folder}/{name}" if folder else name
        if kind == "file":
            document = None if tree.apart(path) else _document(tree, path)
            if document is not None:
                yield document
        elif kind != "folder":
            tree.lose(path, kind)
        elif depth == DEEPEST or name == ".git":
            continue  # not asked for
        elif depth + len(stack) >= DEEPEST:
            tree.lose(path, "too_deep", f"more than {DEEPEST} folders deep")
        elif is_checkout(f"{tree.root}/{path}"):
            yield from from_checkout(f"{tree.root}/{path}", f"{tree.repository}/{path}", tree.intake, depth + len(stack))
        else:
            stack.append((path, tree.listed(path)))


def _document(tree: _Tree, path: str) -> Document | None:
    intake = tree.intake
    kind = intake.kind(tree.repository, path)
    if kind is None:
        return None
    if kind == LICENCE:
        _take_licence(tree, path)
        return None
    change = tree.changes.get(path) if tree.changes is not None else None
    try:
        if tree.changes is not None and change is None:
            raise Unfit("untracked_file", "")
        intake.check_day(change.day if change else None)  # before the file is read
        content, modified = tree.read(path, MAX_FILE_BYTES)
        same = change is not None and is_unchanged(content, change)
        day = intake.dated(change.day if change and same else None, modified)
    except Unfit as why:
        intake.lose(tree.repository, path, why)
        return None
    return intake.document(tree.repository, path, kind, day, content)


def _take_licence(tree: _Tree, path: str) -> None:
    try:
        text, _ = tree.read(path, MAX_LICENCE_BYTES)
    except Unfit as why:
        tree.intake.lose(tree.repository, path, why)
    else:
        tree.intake.take_licence(tree.repository, path, text)
