"""Parts of the input -> blocks of documents on disk, and those among them that are alike to the last shingle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import apache_beam as beam
import numpy as np
from apache_beam.pvalue import PCollection, TaggedOutput

from pipelines.dedup_steps.blocks import (
    BLOCK_CHARACTERS,
    BLOCK_DOCUMENTS,
    BLOCKS,
    IDS,
    PLACE_BITS,
    REJECTED,
    SKETCHES,
    Block,
    Sketched,
    write_sets,
)
from pipelines.dedup_steps.documents import Columns, Document, read_documents
from pipelines.dedup_steps.packing import ALIKE, PAIRS, Packed, by_shard, unpacked
from pipelines.neardup.candidates import Pairs, first_alike
from pipelines.neardup.clustering import batches
from pipelines.neardup.kernel import kernel
from pipelines.neardup.plain import fmix64
from pipelines.neardup.settings import NearSettings, Shingles
from pipelines.neardup.signatures import band_keys, sketch
from pipelines.neardup.texts import Grouped, ascending, pack
from pipelines.running.workspace import Workspace
from pipelines.sources.reading import Part
from schemas.digest import digest
from schemas.rejection import Rejection

TWICE = "twice"


class _Sketch(beam.DoFn):
    def __init__(self, workspace: Workspace, columns: Columns, settings: NearSettings) -> None:
        self._workspace, self._columns, self._settings = workspace, columns, settings

    def process(self, numbered: tuple[int, Part]) -> Iterator[Any]:
        number, part = numbered
        held: list[Document] = []
        rejections: list[Rejection] = []
        blocks = characters = 0
        for one in read_documents(part, self._columns):
            if isinstance(one, Rejection):
                rejections.append(one)
                continue
            if held and (len(held) >= BLOCK_DOCUMENTS or characters + len(one.text) > BLOCK_CHARACTERS):
                yield from self._block(Block(number, blocks), held)
                blocks, characters, held = blocks + 1, 0, []
            held.append(one)
            characters += len(one.text)
        if held:
            yield from self._block(Block(number, blocks), held)
            blocks += 1
        self._workspace.put(BLOCKS, str(number), blocks)
        self._workspace.put(REJECTED, str(number), rejections)

    def _block(self, block: Block, documents: Sequence[Document]) -> Iterator[Any]:
        texts = [one.text for one in documents]
        found = self._sketched(block, texts)
        self._workspace.put(IDS, block.key, tuple(one.id for one in documents))
        self._workspace.put(SKETCHES, block.key, found)
        numbers = block.first + np.arange(len(texts))
        names = np.array([int(digest("id", one.id)[:16], 16) for one in documents], np.uint64)
        full = found.counts > 0
        for packed in by_shard((found.powers[full, 0], found.powers[full, 1], numbers[full]), fmix64(found.powers[full, 0])):
            yield TaggedOutput("powers", packed)
        for packed in by_shard((names, numbers), names):
            yield TaggedOutput("names", packed)
        yield block

    def _sketched(self, block: Block, texts: Sequence[str]) -> Sketched:
        settings, best = self._settings, kernel()
        sketches, sets = [], []
        for piece in batches(texts):
            sketches.append(sketch(texts[piece], settings))
            packed = pack(texts[piece], settings.shingles)
            singles = settings.shingles is Shingles.TOKENS
            sets.append(best.distinct_shingles(best.list_shingles(packed, singles, settings.width)))
        sizes = np.concatenate([np.zeros(1, np.int64), *(np.diff(one.bounds) for one in sets)])
        write_sets(self._workspace, block, Grouped(np.concatenate([one.values for one in sets]), np.cumsum(sizes)))
        return Sketched(
            np.concatenate([band_keys(one.signatures, settings) for one in sketches]),
            np.concatenate([one.powers for one in sketches]),
            np.concatenate([one.counts for one in sketches]),
        )


class _Alike(beam.DoFn):
    """Documents with the same shingles: only the first of them goes on. Tells each block which of its own do not."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, group: tuple[tuple[int], Iterable[bytes]]) -> Iterator[Packed]:
        (shard,), packed = group
        first_sums, second_sums, numbers = unpacked(packed, 3)
        firsts = numbers[first_alike(np.stack([first_sums, second_sums], axis=1).view(np.uint64))]
        again = firsts != numbers
        self._workspace.put(PAIRS, f"{ALIKE}/{shard}", Pairs(firsts[again], numbers[again]))
        numbers = numbers[again]
        for block in ascending(numbers >> PLACE_BITS).tolist():
            yield tuple(Block.of(block << PLACE_BITS)), numbers[numbers >> PLACE_BITS == block].tobytes()


class _Twice(beam.DoFn):
    """Ids that come twice, for the driver to refuse."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, group: tuple[tuple[int], Iterable[bytes]]) -> None:
        (shard,), packed = group
        names, numbers = unpacked(packed, 2)
        same = np.flatnonzero(names[1:] == names[:-1])
        pairs = ((self._id(one), self._id(next_one)) for one, next_one in zip(numbers[same], numbers[same + 1], strict=True))
        self._workspace.put(TWICE, str(shard), [one for one, other in pairs if one == other])

    def _id(self, number: np.int64) -> str:
        block = Block.of(int(number))
        return str(self._workspace.get(IDS, block.key)[int(number) - block.first])


class Sketch(beam.PTransform):
    """(number, Part) -> (block as a tuple, packed numbers of its documents that are duplicates to the last shingle)."""

    def __init__(self, workspace: Workspace, columns: Columns, settings: NearSettings) -> None:
        super().__init__()
        self._workspace, self._columns, self._settings = workspace, columns, settings

    def expand(self, parts: PCollection) -> PCollection:
        read = parts | "Read" >> beam.ParDo(_Sketch(self._workspace, self._columns, self._settings)).with_outputs(
            "powers", "names", main="blocks"
        )
        _ = read.names | "ByName" >> beam.GroupByKey() | beam.ParDo(_Twice(self._workspace))
        alike = read.powers | "ByPowers" >> beam.GroupByKey() | beam.ParDo(_Alike(self._workspace))
        blocks = read.blocks | beam.Map(lambda block: (tuple(block), b""))
        return (blocks, alike) | beam.Flatten() | "ByBlock" >> beam.GroupByKey()
