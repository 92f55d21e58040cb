"""Source files of tar balls and zip archives, read as a stream and never unpacked to a disk."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import IO, Any

import pyarrow as pa

from pipelines.corpus.intake import LICENCE, Intake
from pipelines.corpus.licences import MAX_LICENCE_BYTES
from pipelines.corpus.records import Document, day_of
from pipelines.corpus.texts import MAX_FILE_BYTES, Unfit
from schemas.text import excerpt

MAX_RATIO = 200
FREE_BYTES = 64 << 20
"""An archive that unpacks to more than this and `MAX_RATIO` times its size is taken for a bomb: sources shrink to a tenth."""
MAX_READ_BYTES = 8 << 20
"""No header, however long the name in it, asks for more at once."""
MAX_MEMBERS = 1_000_000
"""Of a zip archive, whose list of members is held in memory; a tar ball may have any number."""
_SKIP_BYTES = 1 << 20
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_DAMAGE = (
    *(tarfile.TarError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, struct.error, pa.ArrowException),
    *(EOFError, OSError, RuntimeError, ValueError, OverflowError),
)
"""What the readers let out where an archive is damaged, encrypted or packed in a way that they do not know."""
_OPENERS: dict[str, Callable[[IO[bytes]], Any]] = {
    ".tar": lambda file: file,
    ".tar.gz": lambda file: gzip.GzipFile(fileobj=file),
    ".tgz": lambda file: gzip.GzipFile(fileobj=file),
    ".tar.bz2": bz2.BZ2File,
    ".tar.xz": lzma.LZMAFile,
    ".tar.zst": lambda file: pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd"),
}
ZIP = ".zip"
SUFFIXES = (*_OPENERS, ZIP)


class _Bomb(ValueError):
    """An archive that unpacks to far more than it is."""


class _Forward:
    """The unpacked bytes of a tar ball, which can only be gone through, and not without end. `last`: what was read last."""

    def __init__(self, unpacked: Any, packed_bytes: int) -> None:
        self._unpacked = unpacked
        self._place = 0
        self.last = b""
        self._most = max(FREE_BYTES, MAX_RATIO * packed_bytes)

    def tell(self) -> int:
        """How far we are."""
        return self._place

    def seek(self, place: int) -> int:
        """Go on to a place. Raises ValueError for one behind us."""
        if place < self._place:
            raise ValueError("a member that lies before the one before it")
        while self._place < place and self.read(min(_SKIP_BYTES, place - self._place)):
            pass
        return self._place

    def read(self, size: int) -> bytes:
        """The next bytes, fewer at the end. Raises _Bomb."""
        if not 0 <= size <= MAX_READ_BYTES:
            raise _Bomb(f"{size} bytes are asked for at once")
        pieces = []
        while size > 0 and (piece := self._unpacked.read(size)):
            pieces.append(piece)
            size -= len(piece)
        content = b"".join(pieces)
        self._place += len(content)
        self.last = content
        if self._place > self._most:
            raise _Bomb(f"it unpacks to more than {self._most} bytes")
        return content


def suffix_of(path: str) -> str | None:
    """The suffix by which an archive is known, None for what is none."""
    return next((suffix for suffix in SUFFIXES if path.lower().endswith(suffix)), None)


def inner_name(name: str) -> str:
    """A member's path. Raises Unfit where it leads out of the archive: its place, and whose it is, would be a lie."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    path = "/".join(parts)
    if name.startswith(("/", "\\")) or ".." in parts or re.match(r"[A-Za-z]:(?:/|\Z)", path):
        raise Unfit("path_leads_out", "its path leads out of the archive")
    return path


def from_archive(path: str, repository: str, intake: Intake) -> Iterator[Document]:
    """The wanted files of an archive. What is damaged, or a bomb, is left from where that is found out."""
    suffix = suffix_of(path) or ""
    try:
        if suffix == ZIP:
            yield from _from_zip(path, repository, intake)
        else:
            with open(path, "rb") as packed:
                unpacked = _Forward(_OPENERS[suffix](packed), os.fstat(packed.fileno()).st_size)
                yield from _from_tar(unpacked, repository, intake)
    except _Bomb as error:
        intake.lose(repository, os.path.basename(path), Unfit("archive_bomb", f"{error}; the rest of it is not read"))
    except _DAMAGE as error:
        detail = f"{excerpt(str(error)) or type(error).__name__}; the rest of it is not read"
        intake.lose(repository, os.path.basename(path), Unfit("broken_archive", detail))


def _from_tar(unpacked: _Forward, repository: str, intake: Intake) -> Iterator[Document]:
    with tarfile.open(fileobj=unpacked, mode="r:", errorlevel=0) as tar:  # type: ignore[call-overload]  # read forward alone
        of_commit = _COMMIT.fullmatch(tar.pax_headers.get("comment", "")) is not None  # `git archive` dates all by the commit
        while (member := tar.next()) is not None:
            tar.members.clear()  # or a tar ball of ten million members would be held as a list
            if member.isdir():
                continue
            committed = member.mtime if of_commit else None

            def read(at_most: int, member: tarfile.TarInfo = member) -> bytes:
                if not member.isreg():
                    raise Unfit("link" if member.issym() or member.islnk() else "no_file", "")
                if member.size > at_most:
                    raise Unfit("too_large", f"{member.size} bytes, more than {at_most}")
                file = tar.extractfile(member)
                content = file.read() if file is not None else b""
                if len(content) != member.size:
                    raise EOFError("it ends in the middle of a file")
                return content

            yield from _member(member.name, repository, intake, committed, member.mtime, read)
    if any(unpacked.last):  # `tarfile` takes a damaged header for the end
        raise tarfile.ReadError("damaged header")


def _from_zip(path: str, repository: str, intake: Intake) -> Iterator[Document]:
    with open(path, "rb") as file:
        _check_members(file)
        with zipfile.ZipFile(file) as archive:
            of_commit = _COMMIT.fullmatch(archive.comment.decode("latin-1")) is not None
            left = max(FREE_BYTES, MAX_RATIO * os.fstat(file.fileno()).st_size)
            for member in archive.infolist():
                if member.is_dir():
                    continue
                modified = _zip_time(member)

                def read(at_most: int, member: zipfile.ZipInfo = member) -> bytes:
                    kind = stat.S_IFMT(member.external_attr >> 16)
                    if kind not in (0, stat.S_IFREG):
                        raise Unfit("link" if kind == stat.S_IFLNK else "no_file", "")
                    if member.file_size > at_most:
                        raise Unfit("too_large", f"{member.file_size} bytes, more than {at_most}")
                    return _unpacked(archive, member)

                for document in _member(member.filename, repository, intake, modified if of_commit else None, modified, read):
                    left -= len(document.content)
                    yield document
                if left < 0:
                    raise _Bomb("its members unpack to far more than it is")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member of a zip archive, of which each can be damaged for itself. Raises Unfit."""
    try:
        with archive.open(member) as file:
            content = file.read(member.file_size + 1)
    except _DAMAGE as error:
        raise Unfit("unreadable_file", f"it cannot be unpacked ({excerpt(str(error))})") from error
    if len(content) != member.file_size:
        raise Unfit("unreadable_file", f"it unpacks to {len(content)} bytes instead of {member.file_size}")
    return content


def _member(
    name: str,
    repository: str,
    intake: Intake,
    committed: float | None,
    modified: float | None,
    read: Callable[[int], bytes],
) -> Iterator[Document]:
    """The document that a member is, if it is one. `committed`, `modified`: Unix times."""
    try:
        path = inner_name(name)
        kind = intake.kind(repository, path)
        if kind is None:
            return
        if kind == LICENCE:
            intake.take_licence(repository, path, read(MAX_LICENCE_BYTES))
            return
        day = intake.dated(None if committed is None else day_of(committed), modified)
        yield intake.document(repository, path, kind, day, read(MAX_FILE_BYTES))
    except Unfit as why:
        intake.lose(repository, name, why)


def _zip_time(member: zipfile.ZipInfo) -> float | None:
    try:
        return datetime(*member.date_time, tzinfo=UTC).timestamp()
    except ValueError:
        return None


def _check_members(file: IO[bytes]) -> None:
    """Raises _Bomb for a zip archive with more members than can be listed, by what it says of itself at its end."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - (1 << 16) - 22))
    end = file.read()
    place = end.rfind(b"PK\x05\x06")
    if place < 0 or place + 20 > len(end):
        raise zipfile.BadZipFile("it has no end")
    listing_bytes = struct.unpack_from("<I", end, place + 12)[0]
    wide = end.rfind(b"PK\x06\x06", 0, place)
    if listing_bytes == 0xFFFFFFFF and wide >= 0 and wide + 48 <= len(end):
        listing_bytes = struct.unpack_from("<Q", end, wide + 40)[0]
    file.seek(0)
    if listing_bytes > MAX_MEMBERS * 100:
        raise _Bomb(f"the list of its members has {listing_bytes} bytes")
