"""Files of a folder that nobody vouches for: listed in order without holding the list, read without following links."""

from __future__ import annotations

import heapq
import os
import stat
import tempfile
from collections.abc import Iterator
from typing import BinaryIO

MOST_NAMES_HELD = 200_000
"""Entries of a folder that are sorted in memory; more go through temporary files."""
_BLOCK_BYTES = 1 << 20


class Refused(OSError):
    """A file that is not read. The message says why."""


class TooLarge(Refused):
    """A file that is larger than is wanted."""


Entry = tuple[str, str]
"""A name in a folder and what goes by it: `folder`, `file`, `link` or `no_file` (a pipe, a socket, a device)."""


def entries(folder: str) -> Iterator[Entry]:
    """What lies in a folder, in order of the names, however much it is. Raises OSError."""
    runs: list[Iterator[Entry]] = []
    held: list[Entry] = []
    with os.scandir(folder) as found:
        for one in found:
            held.append((one.name, _kind(one)))
            if len(held) >= MOST_NAMES_HELD:
                runs.append(_spilled(sorted(held)))
                held = []
    held.sort()
    return heapq.merge(*runs, held) if runs else iter(held)


def _kind(one: os.DirEntry[str]) -> str:
    if one.is_file(follow_symlinks=False):
        return "file"
    if one.is_dir(follow_symlinks=False):
        return "folder"
    return "link" if one.is_symlink() else "no_file"


def _spilled(held: list[Entry]) -> Iterator[Entry]:
    """The same entries from a file that nobody else sees and that is gone when they are read. No name has a NUL."""
    file = tempfile.TemporaryFile()  # closed when the last entry is read, or with the generator
    for name, kind in held:
        file.write(os.fsencode(name) + b"\0" + kind.encode() + b"\0")
    file.seek(0)
    return _unspilled(file)


def _unspilled(file: BinaryIO) -> Iterator[Entry]:
    rest = b""
    with file:
        while block := file.read(_BLOCK_BYTES):
            *fields, rest = (rest + block).split(b"\0")
            if len(fields) % 2:
                rest = fields.pop() + b"\0" + rest
            for place in range(0, len(fields), 2):
                yield os.fsdecode(fields[place]), fields[place + 1].decode()


def read_file(path: str, at_most: int) -> tuple[bytes, float]:
    """A regular file's bytes and when it was last modified. Raises TooLarge, Refused for what is no file, or OSError.

    It is opened so that neither a link is followed nor a pipe waited for, whatever takes the file's place meanwhile.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise Refused("not a regular file")
        if status.st_size > at_most:
            raise TooLarge(f"{status.st_size} bytes, more than {at_most}")
        content = os.read(handle, status.st_size + 1)
        while len(content) < status.st_size and (more := os.read(handle, status.st_size - len(content))):
            content += more  # a read may stop short
    finally:
        os.close(handle)
    if len(content) != status.st_size:
        raise Refused("its size changes while it is read, or is not told")
    return content, status.st_mtime
