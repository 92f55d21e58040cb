"""A folder tree or a zip archive seen alike: names and bytes, never extracted, never followed out of itself."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path, PurePosixPath
from typing import Protocol

from pipelines.sources.reading import InputError

MAX_FILE_BYTES = 1 << 30
MAX_ARCHIVE_RATIO = 1000
"""A zip member that grows more than this on unpacking is taken for a bomb."""


class Tree(Protocol):
    """Files by their relative names with forward slashes."""

    def names(self) -> list[str]:
        """All files, sorted."""

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises InputError where it cannot or should not be read."""


class FolderTree:
    """The files under a folder. Links that lead out of it are not there."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def names(self) -> list[str]:
        found = []
        for folder, _, files in os.walk(self._root):
            for file in files:
                path = Path(folder, file)
                if path.resolve().is_relative_to(self._root) and path.is_file():
                    found.append(path.relative_to(self._root).as_posix())
        return sorted(found)

    def read(self, name: str) -> bytes:
        path = self._root / name
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise InputError(f"{name}: {size} bytes, at most {MAX_FILE_BYTES} are read")
        return path.read_bytes()


class ZipTree:
    """The members of a zip archive. Raises InputError where `path` is none."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError) as error:
            raise InputError(f"{path}: not a readable zip archive ({error})") from error
        self._path = path

    def names(self) -> list[str]:
        members = (member.filename for member in self._zip.infolist() if not member.is_dir())
        return sorted(name for name in members if _stays_inside(name))

    def read(self, name: str) -> bytes:
        member = self._zip.getinfo(name)
        if member.file_size > MAX_FILE_BYTES or member.file_size > MAX_ARCHIVE_RATIO * max(member.compress_size, 1024):
            raise InputError(f"{self._path}: {name} would unpack to {member.file_size} bytes; not read")
        try:
            return self._zip.read(member)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
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
        start = len(self._prefix)
        return [name[start:] for name in self._tree.names() if name.startswith(self._prefix)]

    def read(self, name: str) -> bytes:
        return self._tree.read(self._prefix + name)
