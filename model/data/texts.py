"""Encoded texts, one after the other on disk, any of them at hand at once. Memory holds where each begins."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.batch import Int32s

_BUFFER = 1 << 20


class Texts:
    """Texts of tokens, numbered from 0 in the order in which they were added.

    They lie in a temporary file that the system forgets when the process ends, two bytes a token (four where a vocabulary has
    more than 65,536), and are read through a memory map once `seal` was called: a corpus larger than memory can be trained
    on. Raises OSError for a full disk.
    """

    def __init__(self, vocabulary_size: int, folder: str | Path | None = None) -> None:
        self._kind = "H" if vocabulary_size <= 1 << 16 else "I"
        self._file = tempfile.TemporaryFile(dir=folder, buffering=_BUFFER)
        self._ends = array("q", [0])
        self._tokens: NDArray[np.unsignedinteger] | None = None
        self._bounds: NDArray[np.int64] = np.zeros(1, np.int64)

    def add(self, tokens: Sequence[int]) -> int:
        """One more text; its number."""
        self._file.write(array(self._kind, tokens).tobytes())
        self._ends.append(self._ends[-1] + len(tokens))
        return len(self._ends) - 2

    def seal(self) -> Texts:
        """End of adding, beginning of reading."""
        self._file.flush()
        self._bounds = np.array(self._ends, np.int64)
        kind = np.uint16 if self._kind == "H" else np.uint32
        empty = self._bounds[-1] == 0  # nothing cannot be mapped
        self._tokens = np.zeros(0, kind) if empty else np.memmap(self._file, kind, "r", shape=(int(self._bounds[-1]),))
        return self

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> Int32s:
        """The tokens of a text, a copy."""
        assert self._tokens is not None, "seal() comes before reading"
        return np.asarray(self._tokens[self._bounds[number] : self._bounds[number + 1]], np.int32)

    def length(self, number: int) -> int:
        """Tokens of a text, also before `seal`."""
        return self._ends[number + 1] - self._ends[number]

    def lengths(self) -> NDArray[np.int64]:
        """Tokens of each."""
        return np.diff(self._bounds)

    @property
    def total(self) -> int:
        """Tokens of all."""
        return self._ends[-1]
