"""Blocks -> tables: the cluster of each document, its representative, and how similar it is to that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import apache_beam as beam
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from apache_beam.pvalue import PCollection

from pipelines.dedup_steps.blocks import IDS, PLACE_BITS, Block, BlockSets
from pipelines.dedup_steps.packing import CROSSED, LABELS, SHARDS
from pipelines.neardup.candidates import Pairs
from pipelines.neardup.clustering import cluster_name
from pipelines.neardup.components import Labels
from pipelines.neardup.plain import fmix64
from pipelines.neardup.similarity import similarities
from pipelines.running.workspace import Workspace

TABLE = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("cluster", pa.string(), nullable=False),
        pa.field("representative", pa.string(), nullable=False),
        pa.field("similarity", pa.float64(), nullable=False),
    ]
)


class _Member(NamedTuple):
    root: int
    id: str
    number: int


_Told = tuple[int, str, float]
"""Place in the block, representative, similarity."""


class _Members(beam.DoFn):
    """The documents of a block that are in a cluster, for the shards of their roots."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, element: tuple[int, int]) -> Iterator[tuple[int, list[_Member]]]:
        block = Block(*element)
        labels: Labels = self._workspace.get(LABELS, CROSSED)
        ids = self._workspace.get(IDS, block.key)
        begun, end = np.searchsorted(labels.numbers, [block.first, block.first + (1 << PLACE_BITS)]).tolist()
        members: dict[int, list[_Member]] = {}
        for number, root in zip(labels.numbers[begun:end].tolist(), labels.roots[begun:end].tolist(), strict=True):
            shard = int(fmix64(np.array([root], np.uint64))[0] >> np.uint64(32)) % SHARDS
            members.setdefault(shard, []).append(_Member(root, ids[number - block.first], number))
        yield from members.items()


class _Represent(beam.DoFn):
    """Each cluster's smallest id, and how similar the others are to that document."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, group: tuple[int, Iterable[list[_Member]]]) -> Iterator[tuple[tuple[int, int], list[_Told]]]:
        members = sorted(_Member(*one) for part in group[1] for one in part)
        first: dict[int, _Member] = {}
        for one in members:  # in order of their ids
            first.setdefault(one.root, one)
        lefts = np.array([first[one.root].number for one in members], np.int64)
        rights = np.array([one.number for one in members], np.int64)
        found = similarities(Pairs(lefts, rights), BlockSets(self._workspace)).tolist()
        rows: dict[Block, list[_Told]] = {}
        for one, similarity in zip(members, found, strict=True):
            block = Block.of(one.number)
            rows.setdefault(block, []).append((one.number - block.first, first[one.root].id, similarity))
        for block, told in rows.items():
            yield (block.part, block.block), told


class _Table(beam.DoFn):
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, group: tuple[tuple[int, int], Iterable[list[_Told]]]) -> None:
        block = Block(*group[0])
        ids = list(self._workspace.get(IDS, block.key))
        representatives, found = list(ids), [1.0] * len(ids)
        for part in group[1]:
            for place, representative, similarity in part:
                representatives[place], found[place] = representative, similarity
        columns = [ids, list(map(cluster_name, representatives)), representatives, found]
        path = table_path(self._workspace, block)
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.table(dict(zip(TABLE.names, columns, strict=True)), TABLE), path)


def table_path(workspace: Workspace, block: Block) -> Path:
    """Where the table of a block lies."""
    return workspace.folder / "table" / f"{block.part}-{block.block}.parquet"


class Tell(beam.PTransform):
    """Block as a tuple -> nothing; leaves the table of each block."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    def expand(self, blocks: PCollection) -> PCollection:
        told = (
            blocks
            | beam.ParDo(_Members(self._workspace))
            | "ByRoot" >> beam.GroupByKey()
            | beam.ParDo(_Represent(self._workspace))
        )
        every = blocks | beam.Map(lambda block: (block, []))
        return (every, told) | beam.Flatten() | "ByBlock" >> beam.GroupByKey() | beam.ParDo(_Table(self._workspace))
