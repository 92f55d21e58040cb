"""Places for a dataset: a folder of this machine, or one of a bucket that all workers reach.

A CloudPath answers to that part of pathlib.Path which builds use, by way of Beam's file systems (`gs://` with codequorum[gcp]).
An object of a bucket is there, whole, once the writing of it has ended, and folders are only the beginnings of names: making
one does nothing.
"""

from __future__ import annotations

import contextlib
import fnmatch
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple, TypeAlias

_SCHEME = "://"
_NOT_THERE = 404
_COPIED_BYTES = 1 << 20


class PlaceError(OSError):
    """A place in a bucket that cannot be read or written. The message names it and says what the service said."""


class CloudPath:
    """A place in a bucket, e.g. `gs://bucket/datasets/demo`. Cheap to make, to pickle and to compare."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        scheme, cut, rest = text.partition(_SCHEME)
        if not cut or not rest.strip("/"):
            raise ValueError(f"{text}: no place in a bucket; give one like gs://bucket/folder")
        self._text = f"{scheme}{_SCHEME}{rest.strip('/')}"

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"CloudPath({self._text!r})"

    def __truediv__(self, name: str) -> CloudPath:
        return CloudPath(f"{self._text}/{name}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CloudPath) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __lt__(self, other: CloudPath) -> bool:
        return self._text < other._text

    @property
    def name(self) -> str:
        """What comes after the last slash."""
        return self._text.rpartition("/")[2]

    @property
    def parent(self) -> CloudPath:
        """The folder around it."""
        return CloudPath(self._text.rpartition("/")[0])

    def with_name(self, name: str) -> CloudPath:
        """Its neighbour of that name."""
        return self.parent / name

    def relative_to(self, folder: CloudPath) -> PurePosixPath:
        """The rest of its name below `folder`. Raises ValueError where it is not below."""
        if not self._text.startswith(f"{folder}/"):
            raise ValueError(f"{self} is not below {folder}")
        return PurePosixPath(self._text[len(str(folder)) + 1 :])

    def absolute(self) -> CloudPath:
        """Itself: there is no other kind."""
        return self

    def mkdir(self, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        """Nothing: a folder is there once something lies in it."""

    def is_file(self) -> bool:
        """Whether there is an object of this name."""
        with _told(self):
            return bool(_file_systems().exists(self._text))

    def is_dir(self) -> bool:
        """Whether anything lies below."""
        return next(self._below(), None) is not None

    def exists(self) -> bool:
        """Whether it is a file or a folder."""
        return self.is_file() or self.is_dir()

    def below(self) -> Iterator[Listed]:
        """The object of this name and those in the folder of this name, at whatever depth, in order."""
        with _told(self):
            found = _file_systems().match([self._text, f"{self._text}/**"])
        listed = [one for match in found for one in match.metadata_list if not one.path.endswith("/")]
        for one in sorted(listed, key=lambda one: str(one.path)):
            yield Listed(CloudPath(one.path), int(one.size_in_bytes), float(one.last_updated_in_seconds or 0))

    def _below(self) -> Iterator[CloudPath]:
        yield from (one.place for one in self.below() if one.place != self)

    def iterdir(self) -> Iterator[CloudPath]:
        """Its files and folders, in order."""
        yield from sorted({self / one.relative_to(self).parts[0] for one in self._below()})

    def rglob(self, pattern: str) -> Iterator[CloudPath]:
        """The files below, at whatever depth, whose last name fits."""
        yield from sorted(one for one in self._below() if fnmatch.fnmatchcase(one.name, pattern))

    def glob(self, pattern: str) -> Iterator[CloudPath]:
        """The files directly in it whose name fits."""
        yield from (one for one in self.rglob(pattern) if one.parent == self)

    def open(self, mode: str = "rb") -> IO[bytes]:
        """The object as a stream of bytes, to read ("rb") or to write anew ("wb"). FileNotFoundError where there is none."""
        from apache_beam.io.filesystem import CompressionTypes

        how = {"mime_type": "application/octet-stream", "compression_type": CompressionTypes.UNCOMPRESSED}
        with _told(self):
            opened: IO[bytes] = _file_systems().create(self._text, **how) if "w" in mode else _open(self._text, how)
            return opened

    def read_bytes(self) -> bytes:
        """All of it."""
        with _told(self), self.open("rb") as file:
            return file.read()

    def read_text(self, encoding: str = "utf-8") -> str:
        """All of it, as text."""
        return self.read_bytes().decode(encoding)

    def write_bytes(self, content: bytes) -> None:
        """Write it anew."""
        with _writing(self) as file:
            file.write(content)

    def write_text(self, text: str, encoding: str = "utf-8") -> None:
        """Write it anew, as text."""
        self.write_bytes(text.encode(encoding))

    def unlink(self, missing_ok: bool = False) -> None:
        """Delete the object. Raises FileNotFoundError where there is none, unless that is fine."""
        if self.is_file():
            with _told(self):
                _file_systems().delete([self._text])
        elif not missing_ok:
            raise FileNotFoundError(f"{self}: there is no such object")

    def stamp(self) -> str:
        """Its checksum as the service has it. FileNotFoundError where it is not there."""
        if not self.is_file():
            raise FileNotFoundError(f"{self}: there is no such object")
        with _told(self):
            return str(_file_systems().checksum(self._text))

    def remove_tree(self) -> None:
        """Delete everything below."""
        found = [str(one) for one in self._below()]
        if found:
            with _told(self):
                _file_systems().delete(found)


class Listed(NamedTuple):
    """An object with its bytes and the time of its last change, in seconds since 1970."""

    place: CloudPath
    size: int
    updated: float


Place: TypeAlias = Path | CloudPath


def place_of(text: str) -> Place:
    """The place that a person has named. Raises ValueError for a bucket without a folder."""
    return CloudPath(text) if _SCHEME in text else Path(text)


def remove_tree(place: Place) -> None:
    """Delete a folder with everything in it, as far as it is there and lets itself be deleted."""
    if isinstance(place, Path):
        shutil.rmtree(place, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            place.remove_tree()


def bytes_below(place: Place) -> int:
    """How much lies in a folder."""
    if isinstance(place, CloudPath):
        return sum(one.size for one in place.below())
    return sum(one.stat().st_size for one in place.rglob("*") if one.is_file())


def half_written(place: Place, besides: str) -> list[Path]:
    """What a killed process left of files that it was writing, but for those below the folder `besides`; none in a bucket."""
    if isinstance(place, CloudPath):
        return []
    return [part for part in place.rglob(".*.part") if besides not in part.relative_to(place).parts]


def write_whole(place: Place, parts: Iterable[bytes]) -> None:
    """Write a file that is there whole or not at all, whoever else writes it at the same time. Raises OSError."""
    if isinstance(place, CloudPath):
        place.write_bytes(b"".join(parts))
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f".{place.name}.{uuid.uuid4().hex}.part")
    try:
        with fresh.open("wb") as file:
            file.writelines(parts)
        os.replace(fresh, place)
    finally:
        fresh.unlink(missing_ok=True)


def copy_in(source: IO[bytes], place: CloudPath) -> None:
    """Copy a stream into a bucket, a MiB at a time; what cannot be read to its end is not left there by half."""
    with _writing(place) as file:
        shutil.copyfileobj(source, file, _COPIED_BYTES)


def copy_out(place: CloudPath, target: Path) -> None:
    """Copy an object to this machine, a MiB at a time; `target` is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        with _told(place), place.open("rb") as file, fresh.open("wb") as written:
            shutil.copyfileobj(file, written, _COPIED_BYTES)
        os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)


def _file_systems() -> Any:
    from apache_beam.io.filesystems import FileSystems

    return FileSystems


def _open(text: str, how: dict[str, str]) -> IO[bytes]:
    opened: IO[bytes] = _file_systems().open(text, **how)
    return opened


@contextlib.contextmanager
def _writing(place: CloudPath) -> Iterator[IO[bytes]]:
    """An open object that appears when the block ends well, and never when it does not."""
    with _told(place):
        file = place.open("wb")
        try:
            yield file
            file.close()
        except BaseException:
            for one in (file, getattr(file, "raw", None)):
                buffer = getattr(one, "_buffer", None)
                if buffer is not None:  # else it would be sent after all, by whoever collects the garbage
                    buffer.close()
            raise


@contextlib.contextmanager
def _told(place: CloudPath) -> Iterator[None]:
    """Raises FileNotFoundError or PlaceError, naming the place, for whatever the file system or the service raises."""
    try:
        yield
    except (PlaceError, FileNotFoundError):
        raise
    except Exception as error:
        if getattr(error, "code", None) == _NOT_THERE:
            raise FileNotFoundError(f"{place}: there is no such object") from error
        if isinstance(error, ValueError) and "get filesystem" in str(error):
            raise PlaceError(f"{place}: nothing here reads such places; install codequorum[gcp] for gs://") from error
        said = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise PlaceError(f"{place}: {said.strip()}") from error
