"""A folder tree or a zip archive seen alike: names and bytes, never extracted, never followed out of itself."""

from __future__ import annotations

import bisect
import lzma
import os
import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Protocol

from pipelines.sources.reading import InputError
from schemas.text import excerpt

MAX_FILE_BYTES = 1 << 30
MAX_PROGRAM_BYTES = 1 << 20
"""What is larger than this is no solution: contest sites take 64 KiB, some of them 512."""
MAX_ARCHIVE_RATIO = 1000
"""A large zip member that grows more than this on unpacking is taken for a bomb."""
SMALL_MEMBER_BYTES = 1 << 16
"""Compressed size below which the ratio says nothing: a million equal numbers shrink just as well."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError)
"""What `zipfile` lets out where an archive is damaged, encrypted or packed in a way it does not know."""


class Tree(Protocol):
    """Files by their relative names with forward slashes."""

    def names(self) -> list[str]:
        """All files, sorted."""

    def left_out(self) -> dict[str, str]:
        """What lies there and is not read, with the reason."""

    def read(self, name: str, at_most: int = MAX_FILE_BYTES) -> bytes:
        """The bytes of a file. Raises InputError where it cannot or should not be read, or is larger than `at_most`."""


class FolderTree:
    """The files under a folder as they are when it is first listed. What links that lead out of it point to is not there.

    It is listed once, however often it is asked, and not at all where files are only read by names that are known.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._listed: dict[str, str] | None = None

    def names(self) -> list[str]:
        return sorted(name for name, why in self._all().items() if not why)

    def left_out(self) -> dict[str, str]:
        return {name: why for name, why in sorted(self._all().items()) if why}

    def read(self, name: str, at_most: int = MAX_FILE_BYTES) -> bytes:
        path = self.path(name)
        try:
            size = path.stat().st_size
            if size > at_most:
                raise InputError(f"{name}: {size} bytes, at most {at_most} are read")
            return path.read_bytes()
        except OSError as error:
            raise InputError(f"{name}: cannot be read ({error.strerror})") from error

    def has(self, name: str) -> bool:
        """Whether something goes by that name, be it readable or not."""
        return os.path.lexists(self._root / name)

    def path(self, name: str) -> Path:
        """Where a file that may be read lies, for those who stream it. Raises InputError for any other."""
        why = self._refusal(self._root / name)
        if why:
            raise InputError(f"{name}: {why}")
        return self._root / name

    def _all(self) -> dict[str, str]:
        """Every file by its name, and links to folders: "" for those to read, else why not."""
        if self._listed is None:
            self._listed = self._list()
        return self._listed

    def _list(self) -> dict[str, str]:
        found = {}
        for folder, folders, files in os.walk(self._root):
            for name in [*files, *(one for one in folders if Path(folder, one).is_symlink())]:
                path = Path(folder, name)
                found[path.relative_to(self._root).as_posix()] = self._refusal(path)
        return found

    def _refusal(self, path: Path) -> str:
        target = Path(os.path.realpath(path))
        if not target.is_relative_to(self._root):
            return "a link that leads out of the folder"
        return "" if target.is_file() else "neither a file nor a link to one"


class ZipTree:
    """The members of a zip archive. Raises InputError where `path` is none, or has names that lead out of it."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except _DAMAGE as error:
            raise InputError(f"{path}: not a readable zip archive ({error})") from error
        self._path = path
        files = {member.filename: member for member in self._zip.infolist() if not member.filename.endswith("/")}
        self._links = sorted(name for name, member in files.items() if stat.S_ISLNK(member.external_attr >> 16))
        self._names = sorted(files.keys() - {"", *self._links})
        for name in [*self._names, *self._links]:
            if not _stays_inside(name):
                raise InputError(f"{path}: member {excerpt(name)!r} leads out of the archive, of which nothing is read")

    def names(self) -> list[str]:
        return self._names

    def left_out(self) -> dict[str, str]:
        return dict.fromkeys(self._links, "a link, which is not followed within an archive")

    def read(self, name: str, at_most: int = MAX_FILE_BYTES) -> bytes:
        if name not in self._zip.NameToInfo:
            raise InputError(f"{self._path}: no {name} in it")
        member = self._zip.getinfo(name)
        packed = max(member.compress_size, SMALL_MEMBER_BYTES)
        if member.file_size > at_most or member.file_size > MAX_ARCHIVE_RATIO * packed:
            raise InputError(f"{self._path}: {name} would unpack to {member.file_size} bytes; not read")
        try:
            return self._zip.read(member)
        except _DAMAGE as error:
            raise InputError(f"{self._path}: {name} cannot be unpacked ({error})") from error


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def open_tree(path: str) -> Tree:
    """The tree behind a path. Raises InputError where there is nothing that could be one."""
    place = Path(path)
    if place.is_dir():
        return FolderTree(place)
    if place.is_file():
        return ZipTree(place)
    raise InputError(f"{path}: no such file or folder")


class Subtree:
    """A folder within a tree."""

    def __init__(self, tree: Tree, prefix: str) -> None:
        self._tree = tree
        self._prefix = f"{prefix}/" if prefix else ""

    def names(self) -> list[str]:
        names, start = self._tree.names(), len(self._prefix)
        first = bisect.bisect_left(names, self._prefix)  # of an archive of a million files only ours are looked at
        last = bisect.bisect_left(names, True, lo=first, key=lambda name: not name.startswith(self._prefix))
        return [name[start:] for name in names[first:last]]

    def left_out(self) -> dict[str, str]:
        start = len(self._prefix)
        return {name[start:]: why for name, why in self._tree.left_out().items() if name.startswith(self._prefix)}

    def read(self, name: str, at_most: int = MAX_FILE_BYTES) -> bytes:
        return self._tree.read(self._prefix + name, at_most)
