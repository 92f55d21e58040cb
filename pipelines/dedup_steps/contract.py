"""One round of contracting pairs to stars, spread over workers: for more pairs than one process can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.dedup_steps.packing import PAIRS, Packed, pairs_by_shard, unpacked
from pipelines.neardup.candidates import Pairs
from pipelines.neardup.components import both_ways, large_star, larger_left, small_star
from pipelines.running.workspace import Workspace


class _Large(beam.DoFn):
    def process(self, group: tuple[tuple[int], Iterable[bytes]]) -> Iterator[Packed]:
        yield from pairs_by_shard(larger_left(large_star(Pairs(*unpacked(group[1], 2)))))


class _Small(beam.DoFn):
    def __init__(self, workspace: Workspace, step: str) -> None:
        self._workspace, self._step = workspace, step

    def process(self, group: tuple[tuple[int], Iterable[bytes]]) -> None:
        (shard,), packed = group
        self._workspace.put(PAIRS, f"{self._step}/{shard}", small_star(Pairs(*unpacked(packed, 2))))


class _Turned(beam.DoFn):
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, key: str) -> Iterator[Packed]:
        pairs = self._workspace.find(PAIRS, key)
        if pairs is not None:
            yield from pairs_by_shard(both_ways(pairs))


class Contract(beam.PTransform):
    """Names of pairs -> nothing; leaves `PAIRS` of the step `step` that connect the same, after a large and a small star."""

    def __init__(self, workspace: Workspace, step: str) -> None:
        super().__init__()
        self._workspace, self._step = workspace, step

    def expand(self, names: PCollection) -> PCollection:
        return (
            names
            | beam.ParDo(_Turned(self._workspace))
            | "ByEither" >> beam.GroupByKey()
            | beam.ParDo(_Large())
            | "ByLarger" >> beam.GroupByKey()
            | beam.ParDo(_Small(self._workspace, self._step))
        )
