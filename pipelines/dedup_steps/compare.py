"""Documents that share a bucket are compared: first with its smallest number, then those that are not connected yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import apache_beam as beam
import numpy as np
from apache_beam.pvalue import PCollection

from pipelines.dedup_steps.blocks import SKETCHES, Block, BlockSets, Sketched
from pipelines.dedup_steps.packing import (
    COUNTS,
    CROSSED,
    LABELS,
    PAIRS,
    STARS,
    Packed,
    by_shard,
    pairs_by_shard,
    unpacked,
)
from pipelines.neardup.candidates import Pairs, buckets_of, stars, unique_pairs
from pipelines.neardup.components import Labels
from pipelines.neardup.crossing import Heat, crossing
from pipelines.neardup.similarity import near
from pipelines.running.workspace import Workspace

BUCKETS, HOT = "buckets", "hot"


class _Bands(beam.DoFn):
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, group: tuple[tuple[int, int], Iterable[bytes]]) -> Iterator[Packed]:
        block, packed = Block(*group[0]), group[1]
        found: Sketched = self._workspace.get(SKETCHES, block.key)
        wanted = found.counts > 0
        wanted[np.frombuffer(b"".join(packed), np.int64) - block.first] = False
        numbers, keys = block.first + np.flatnonzero(wanted), found.keys[wanted]
        for band in range(keys.shape[1]):
            yield from by_shard((keys[:, band], numbers), keys[:, band], (band,))


class _Stars(beam.DoFn):
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, group: tuple[tuple[int, int], Iterable[bytes]]) -> Iterator[Packed]:
        (band, shard), packed = group
        keys, numbers = unpacked(packed, 2)
        buckets = buckets_of(keys.view(np.uint64), numbers)
        self._workspace.put(BUCKETS, f"{band}/{shard}", buckets)
        yield from pairs_by_shard(stars(buckets))


class _Near(beam.DoFn):
    """Each pair compared once."""

    def __init__(self, workspace: Workspace, step: str, threshold: float) -> None:
        self._workspace, self._step, self._threshold = workspace, step, threshold

    def process(self, group: tuple[tuple[int], Iterable[bytes]]) -> None:
        (shard,), packed = group
        pairs = unique_pairs([Pairs(*unpacked(packed, 2))])
        kept = near(pairs, BlockSets(self._workspace), self._threshold)
        self._workspace.put(PAIRS, f"{self._step}/{shard}", Pairs(pairs.lefts[kept], pairs.rights[kept]))
        self._workspace.put(COUNTS, f"{self._step}/{shard}", {"compared": len(kept), "near": int(kept.sum())})


class Star(beam.PTransform):
    """What `Sketch` gives -> nothing; leaves `BUCKETS`, and `PAIRS` of the step STARS."""

    def __init__(self, workspace: Workspace, threshold: float) -> None:
        super().__init__()
        self._workspace, self._threshold = workspace, threshold

    def expand(self, blocks: PCollection) -> PCollection:
        return (
            blocks
            | beam.ParDo(_Bands(self._workspace))
            | "ByKey" >> beam.GroupByKey()
            | beam.ParDo(_Stars(self._workspace))
            | "ByPair" >> beam.GroupByKey()
            | beam.ParDo(_Near(self._workspace, STARS, self._threshold))
        )


class _Cross(beam.DoFn):
    def __init__(self, workspace: Workspace, threshold: float) -> None:
        self._workspace, self._threshold = workspace, threshold

    def process(self, key: str) -> Iterator[Packed]:
        buckets = self._workspace.find(BUCKETS, key)
        heat = Heat()
        if buckets is not None:
            labels: Labels = self._workspace.get(LABELS, STARS)
            sets = BlockSets(self._workspace)
            for pairs in crossing(buckets, labels.of(buckets.members), sets, self._threshold, heat):
                yield from pairs_by_shard(Pairs(np.minimum(*pairs), np.maximum(*pairs)))
        self._workspace.put(COUNTS, f"{HOT}/{key}", {"hot_buckets": heat.hot, "capped_buckets": heat.capped})


class Cross(beam.PTransform):
    """Names of buckets -> nothing; leaves `PAIRS` of the step CROSSED."""

    def __init__(self, workspace: Workspace, threshold: float) -> None:
        super().__init__()
        self._workspace, self._threshold = workspace, threshold

    def expand(self, names: PCollection) -> PCollection:
        return (
            names
            | beam.ParDo(_Cross(self._workspace, self._threshold))
            | "ByPair" >> beam.GroupByKey()
            | beam.ParDo(_Near(self._workspace, CROSSED, self._threshold))
        )
