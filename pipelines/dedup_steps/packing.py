"""Numbers packed for shuffles, and the names under which steps leave what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from pipelines.neardup.candidates import Pairs
from pipelines.neardup.plain import fmix64
from pipelines.neardup.texts import Hashes, Numbers, ascending

SHARDS = 16
PAIRS, COUNTS, LABELS = "pairs", "counts", "labels"
ALIKE, STARS, CROSSED = "alike", "stars", "crossed"
Packed = tuple[Any, bytes]
"""A key, and numbers as bytes, row after row."""


def shards_of(step: str) -> list[str]:
    """The names of what a step leaves."""
    return [f"{step}/{shard}" for shard in range(SHARDS)]


def by_shard(columns: Sequence[Any], hashes: Hashes, before: tuple[int, ...] = ()) -> Iterator[Packed]:
    """Rows of the columns, packed for each shard; the hashes say to which each goes."""
    shards = (hashes >> np.uint64(32)) % np.uint64(SHARDS)
    rows = np.stack([column.astype(np.int64) for column in columns], axis=1)
    for shard in ascending(shards).tolist():
        yield (*before, shard), rows[shards == shard].tobytes()


def unpacked(packed: Iterable[bytes], columns: int) -> list[Numbers]:
    """The columns of rows that were packed, in whatever order they come: sorted by their columns."""
    rows = np.frombuffer(b"".join(packed), np.int64).reshape(-1, columns)
    order = np.lexsort(rows.T[::-1])
    return [np.ascontiguousarray(rows[order, column]) for column in range(columns)]


def pairs_by_shard(pairs: Pairs) -> Iterator[Packed]:
    """Pairs, packed for the shards of their left numbers."""
    yield from by_shard(pairs, fmix64(pairs.lefts.astype(np.uint64)))
