"""The kernel that does the work: compiled C where it can be had, else numpy. Both give the same numbers."""

from __future__ import annotations

import ctypes
import functools
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from pipelines.neardup import plain
from pipelines.neardup.kernel_build import KernelUnavailable, kernel_file
from pipelines.neardup.plain import Sketches
from pipelines.neardup.texts import Grouped, Numbers, Packed


class Kernel(Protocol):
    """What `plain` says each function gives."""

    NAME: str

    def list_shingles(self, texts: Packed, with_singles: bool, width: int) -> Grouped: ...

    def sketch_texts(
        self,
        texts: Packed,
        with_singles: bool,
        width: int,
        multipliers: npt.NDArray[np.uint32],
        addends: npt.NDArray[np.uint32],
    ) -> Sketches: ...

    def distinct_shingles(self, listed: Grouped) -> Grouped: ...

    def count_shared(self, sets: Grouped, lefts: Numbers, rights: Numbers) -> Numbers: ...

    def compare_texts(
        self, texts: Packed, counts: Numbers, with_singles: bool, width: int, lefts: Numbers, rights: Numbers
    ) -> tuple[Numbers, Numbers]: ...


def _array(kind: type[np.generic]) -> Any:
    return np.ctypeslib.ndpointer(kind, flags="C_CONTIGUOUS")


class Compiled:
    """`kernel.c`. Raises KernelUnavailable where its library cannot be loaded."""

    NAME = "compiled"

    def __init__(self, path: str) -> None:
        try:
            library = ctypes.CDLL(path)
        except OSError as error:
            raise KernelUnavailable(f"cannot load the kernel: {error}") from error
        number, numbers, hashes, halves = ctypes.c_int64, _array(np.int64), _array(np.uint64), _array(np.uint32)
        texts: list[Any] = [ctypes.c_char_p, numbers, number, ctypes.c_int, ctypes.c_int]
        self._list, self._sketch = library.list_shingles, library.sketch_texts
        self._distinct, self._shared, self._compare = library.distinct_shingles, library.count_shared, library.compare_texts
        self._list.argtypes = [*texts, hashes, numbers]
        self._sketch.argtypes = [*texts, halves, halves, ctypes.c_int, halves, hashes, numbers]
        self._distinct.argtypes = [hashes, numbers, number, hashes, numbers]
        self._shared.argtypes = [hashes, numbers, numbers, numbers, number, numbers]
        two_texts: list[Any] = [ctypes.c_char_p, numbers, numbers, ctypes.c_int, ctypes.c_int]
        self._compare.argtypes = [*two_texts, numbers, numbers, number, numbers, numbers]
        self._list.restype = self._sketch.restype = self._shared.restype = None

    def list_shingles(self, texts: Packed, with_singles: bool, width: int) -> Grouped:
        """See `plain`."""
        size = int(texts.offsets[-1])
        most = size if with_singles else (size + len(texts.offsets)) // 2  # a space follows each word, or the text ends
        values, bounds = np.empty(most, np.uint64), np.empty(len(texts.offsets), np.int64)
        self._list(texts.data, texts.offsets, len(texts.offsets) - 1, with_singles, width, values, bounds)
        return Grouped(values[: bounds[-1]], bounds)

    def sketch_texts(
        self,
        texts: Packed,
        with_singles: bool,
        width: int,
        multipliers: npt.NDArray[np.uint32],
        addends: npt.NDArray[np.uint32],
    ) -> Sketches:
        """See `plain`."""
        count = len(texts.offsets) - 1
        signatures = np.empty((count, len(multipliers)), np.uint32)
        powers, counts = np.empty((count, 2), np.uint64), np.empty(count, np.int64)
        shape = (int(with_singles), width, multipliers, addends, len(multipliers))
        self._sketch(texts.data, texts.offsets, count, *shape, signatures, powers, counts)
        return Sketches(signatures, powers, counts)

    def distinct_shingles(self, listed: Grouped) -> Grouped:
        """See `plain`. Raises MemoryError."""
        sets, bounds = np.empty(len(listed.values) + 1, np.uint64), np.empty(len(listed.bounds), np.int64)
        if self._distinct(listed.values, listed.bounds, len(listed.bounds) - 1, sets, bounds):
            raise MemoryError(f"no memory for a table of {int(np.diff(listed.bounds).max())} shingles")
        return Grouped(sets[: bounds[-1]], bounds)

    def count_shared(self, sets: Grouped, lefts: Numbers, rights: Numbers) -> Numbers:
        """See `plain`."""
        shared = np.empty(len(lefts), np.int64)
        self._shared(sets.values, sets.bounds, lefts, rights, len(lefts), shared)
        return shared

    def compare_texts(
        self, texts: Packed, counts: Numbers, with_singles: bool, width: int, lefts: Numbers, rights: Numbers
    ) -> tuple[Numbers, Numbers]:
        """See `plain`. Raises MemoryError, and ValueError where `counts` are too small."""
        shared, together = np.empty(len(lefts), np.int64), np.empty(len(lefts), np.int64)
        shape = (counts, int(with_singles), width, lefts, rights, len(lefts))
        failed = self._compare(texts.data, texts.offsets, *shape, shared, together)
        if failed == -1:
            raise MemoryError(f"no memory for a table of two texts' shingles, of which one has {int(counts.max())}")
        if failed:
            raise ValueError("a text has more shingles than was said")
        return shared, together


@functools.cache
def kernel() -> Kernel:
    """The best kernel of this machine."""
    return _chosen()[0]


def why_not_compiled() -> str:
    """Why it is numpy's; empty where it is not."""
    return _chosen()[1]


@functools.cache
def _chosen() -> tuple[Kernel, str]:
    try:
        return Compiled(str(kernel_file())), ""
    except KernelUnavailable as error:
        return plain, str(error)
