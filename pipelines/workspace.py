"""The scratch folder of a running build: records by key, so that ids and not payloads go through Beam's shuffles.

A record is written under another name and renamed: it is there whole or not at all. Keys name everything that a record
depends on, so a second run of the same command finds what the first one finished.
"""

from __future__ import annotations

import os
import pickle
import uuid
from collections import OrderedDict
from pathlib import Path
from typing import Any

from schemas.digest import digest

_KEPT_IN_MEMORY = 2
_memory: OrderedDict[str, Any] = OrderedDict()  # per process: consecutive tasks tend to be about the same problem


class Workspace:
    """Records under `folder`, which must be reachable from every worker. Cheap to make and to pickle."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, kind: str, key: str) -> Path:
        name = digest(key)
        return self.folder / kind / name[:2] / name

    def has(self, kind: str, key: str) -> bool:
        """Whether there is such a record."""
        return self._path(kind, key).exists()

    def put(self, kind: str, key: str, record: Any) -> None:
        """Keep `record`, replacing what was there. Raises OSError where the disk refuses."""
        path = self._path(kind, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        try:
            with fresh.open("wb") as file:
                pickle.dump(record, file, protocol=5)
            os.replace(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)
        _memory.pop(str(path), None)

    def get(self, kind: str, key: str) -> Any:
        """The record, which the caller must not change. Raises FileNotFoundError where there is none."""
        path = self._path(kind, key)
        remembered = _memory.get(str(path))
        if remembered is not None:
            _memory.move_to_end(str(path))
            return remembered
        with path.open("rb") as file:
            record = pickle.load(file)
        _memory[str(path)] = record
        while len(_memory) > _KEPT_IN_MEMORY:
            _memory.popitem(last=False)
        return record

    def find(self, kind: str, key: str) -> Any | None:
        """The record, or None where there is none or where it is damaged (it is then made again)."""
        try:
            return self.get(kind, key)
        except FileNotFoundError:
            return None
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ValueError):
            self._path(kind, key).unlink(missing_ok=True)
            return None
