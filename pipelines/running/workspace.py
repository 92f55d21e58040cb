"""The scratch folder of a running build: records by key, so that ids and not payloads go through Beam's shuffles.

A record is there whole or not at all: in a folder it is written under another name and renamed, in a bucket an object appears
when it has been written. Keys name everything that a record depends on, so a second run of the same command finds what the
first one finished.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import threading
from collections import OrderedDict
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast

from pipelines.cloud.places import CloudPath, Place, remove_tree, write_whole
from schemas.digest import digest

_KEPT_IN_MEMORY = 2
_memory: OrderedDict[str, tuple[object, Any]] = OrderedDict()
"""Per process, with the file's inode and time or the object's checksum: consecutive tasks tend to be about one problem."""
_CHECKSUM_BYTES = 16


_closed = threading.Event()
"""Set once this process has been interrupted: its sandboxes are dying, and what they say then is true of no program."""


class WorkspaceClosed(RuntimeError):
    """Something was to be remembered after an interruption."""


def close_workspaces() -> None:
    """From now on nothing is written to any workspace by this process."""
    _closed.set()


def open_workspaces() -> None:
    """Undo `close_workspaces`."""
    _closed.clear()


def is_closed() -> bool:
    """Whether this process has been interrupted."""
    return _closed.is_set()


class DamagedRecord(ValueError):
    """A record that is not as it was written, or that other code wrote."""


class Workspace:
    """Records under `folder`, which must be reachable from every worker. Cheap to make and to pickle."""

    def __init__(self, folder: Place) -> None:
        self.folder = cast(Path, folder)  # whoever puts files of their own into it runs where it is one

    def _path(self, kind: str, key: str) -> Place:
        name = digest(key)
        return self.folder / kind / name[:2] / name

    def has(self, kind: str, key: str) -> bool:
        """Whether there is such a record."""
        return self._path(kind, key).is_file()

    def put(self, kind: str, key: str, record: Any) -> None:
        """Keep `record`, replacing what was there.

        Raises OSError where the disk refuses, WorkspaceClosed after an interruption.
        """
        if _closed.is_set():
            raise WorkspaceClosed(f"{kind} {key} is not kept: the run has been interrupted")
        path = self._path(kind, key)
        content = pickle.dumps(record, protocol=5)
        write_whole(path, (_checksum(content), content))
        _memory.pop(str(path), None)

    def stamp(self, kind: str, key: str) -> str:
        """A word that is the same for records that are the same to the last byte. FileNotFoundError where there is none."""
        path = self._path(kind, key)
        if isinstance(path, CloudPath):
            return path.stamp()
        with path.open("rb") as file:
            return file.read(_CHECKSUM_BYTES).hex()

    def get(self, kind: str, key: str) -> Any:
        """The record, which the caller must not change. Raises FileNotFoundError where there is none, else DamagedRecord."""
        path = self._path(kind, key)
        remembered = _memory.pop(str(path), None)
        if isinstance(path, CloudPath):
            stamp: object = path.stamp()
            record = remembered[1] if remembered and remembered[0] == stamp else _record(path, path.read_bytes())
        else:
            with path.open("rb") as file:
                status = os.fstat(file.fileno())
                stamp = (status.st_ino, status.st_mtime_ns)
                record = remembered[1] if remembered and remembered[0] == stamp else _record(path, file.read())
        _memory[str(path)] = (stamp, record)
        while len(_memory) > _KEPT_IN_MEMORY:
            with contextlib.suppress(KeyError):  # another thread was quicker
                _memory.popitem(last=False)
        return record

    def find(self, kind: str, key: str) -> Any | None:
        """The record, or None where there is none or where it is damaged (it is then made again)."""
        try:
            return self.get(kind, key)
        except FileNotFoundError:
            return None
        except (OSError, DamagedRecord):
            self._path(kind, key).unlink(missing_ok=True)
            return None

    def remove(self) -> None:
        """Delete the whole folder, as far as it is there."""
        remove_tree(self.folder)


def _checksum(content: bytes | memoryview) -> bytes:
    return blake2b(content, digest_size=_CHECKSUM_BYTES).digest()


def _record(path: Place, written: bytes) -> Any:
    content = memoryview(written)[_CHECKSUM_BYTES:]
    if _checksum(content) != written[:_CHECKSUM_BYTES]:
        raise DamagedRecord(f"{path} is damaged")
    try:
        return pickle.loads(content)
    except (pickle.UnpicklingError, AttributeError, ImportError, TypeError) as error:
        raise DamagedRecord(f"{path} was written by other code ({error})") from error
