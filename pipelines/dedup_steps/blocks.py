"""Blocks of documents on disk: what of a document is looked up by its number while only numbers go through shuffles.

A number is made of the part of the input, the block within it and the place in the block, so it depends on neither workers nor
order. A block's sets lie in a file that is mapped into memory, for pairs come from anywhere.
"""

from __future__ import annotations

import functools
import mmap
import os
import uuid
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.neardup.similarity import compare_sets
from pipelines.neardup.texts import Grouped, Hashes, Numbers, ascending
from pipelines.running.workspace import Workspace

PLACE_BITS, BLOCK_BITS = 16, 24
BLOCK_DOCUMENTS, BLOCK_CHARACTERS = 4096, 8 << 20
"""A block ends after so many; places have room for 2^16, blocks of a part for 2^24 and parts for 2^23."""
BLOCKS, REJECTED = "blocks", "rejected"
"""Of each part: how many blocks it has, and what was left out of it."""
IDS, SKETCHES, SETS = "ids", "sketches", "sets"
"""Of each block."""
_MAPPED_AT_ONCE = 512


class Block(NamedTuple):
    """The place of a block: its part's place in the input, and its own in the part."""

    part: int
    block: int

    @property
    def first(self) -> int:
        """The number of its first document."""
        return (self.part << BLOCK_BITS | self.block) << PLACE_BITS

    @property
    def key(self) -> str:
        """Its name in the workspace."""
        return f"{self.part}/{self.block}"

    @classmethod
    def of(cls, number: int) -> Block:
        """The block of a document."""
        number >>= PLACE_BITS
        return cls(number >> BLOCK_BITS, number & ((1 << BLOCK_BITS) - 1))


class Sketched(NamedTuple):
    """Keys (documents x bands), power sums and numbers of shingles of a block's documents."""

    keys: Hashes
    powers: Hashes
    counts: Numbers


def _path(workspace: Workspace, block: Block) -> Path:
    return workspace.folder / SETS / str(block.part) / f"{block.block}.bin"


def write_sets(workspace: Workspace, block: Block, sets: Grouped) -> None:
    """Keep the sets of a block's documents. The file is there whole or not at all."""
    path = _path(workspace, block)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with fresh.open("wb") as file:
            file.write(np.array([len(sets.bounds)], np.int64).tobytes())
            file.write(sets.bounds.tobytes())
            file.write(sets.values.tobytes())
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


@functools.lru_cache(_MAPPED_AT_ONCE)
def _mapped(path: str) -> Grouped:
    with open(path, "rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    count = int(np.frombuffer(content, np.int64, 1)[0])
    return Grouped(np.frombuffer(content, np.uint64, offset=8 + 8 * count), np.frombuffer(content, np.int64, count, offset=8))


class BlockSets:
    """The sets of documents by their numbers; see `similarity.Sets`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def sizes(self, numbers: Numbers) -> Numbers:
        """How many different shingles each has."""
        found = np.empty(len(numbers), np.int64)
        blocks = numbers >> PLACE_BITS
        for block in ascending(blocks).tolist():
            mine = np.flatnonzero(blocks == block)
            places = numbers[mine] & ((1 << PLACE_BITS) - 1)
            bounds = self._block(block).bounds
            found[mine] = bounds[places + 1] - bounds[places]
        return found

    def load(self, numbers: Numbers) -> Grouped:
        """Their different shingles in ascending order."""
        parts: list[npt.NDArray[np.uint64]] = [np.zeros(0, np.uint64)]
        for number in numbers.tolist():
            held = self._block(number >> PLACE_BITS)
            place = number & ((1 << PLACE_BITS) - 1)
            parts.append(held.values[held.bounds[place] : held.bounds[place + 1]])
        bounds = np.cumsum([len(one) for one in parts])
        return Grouped(np.concatenate(parts), bounds)

    def compare(self, numbers: Numbers, lefts: Numbers, rights: Numbers) -> tuple[Numbers, Numbers]:
        """See `similarity.Sets`."""
        return compare_sets(self.load(numbers), lefts, rights)

    def _block(self, shifted: int) -> Grouped:
        return _mapped(str(_path(self._workspace, Block.of(shifted << PLACE_BITS))))
