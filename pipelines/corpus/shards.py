"""The files of a corpus: the rows that are kept, in the order of the input, cut into shards of about the same size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.corpus.languages import LANGUAGES
from pipelines.corpus.staging import SCHEMA, Keys, load_licences, rows_path, writer
from schemas.parquet import ROW_GROUP_BYTES
from schemas.tally import Tally

SHARD_BYTES = 256 << 20


class Kept(NamedTuple):
    """A task with rows that are kept, and how many bytes their texts have."""

    task: int
    rows: int
    size_bytes: int


class Piece(NamedTuple):
    """Kept rows of a task: those from the `first` to the one before the `last` of them."""

    task: int
    first: int
    last: int


class Shard(NamedTuple):
    """A file to be written: number `number` of `total`."""

    number: int
    total: int
    pieces: tuple[Piece, ...]

    @property
    def path(self) -> str:
        """Its place in the output, e.g. `data/corpus-00000-of-00003.parquet`."""
        return f"data/corpus-{self.number:05d}-of-{self.total:05d}.parquet"


def save_kept(folder: Path, number: int, keys: Keys) -> Kept:
    """Keep the list of a task's rows that go into the corpus, in order."""
    np.save(_kept_path(folder, number), keys)
    return Kept(number, len(keys), int(keys["size"].sum(dtype=np.int64)))


def _kept_path(folder: Path, number: int) -> Path:
    return folder / f"{number:06d}.kept.npy"


def plan_shards(folder: Path, kept: Iterable[Kept], shard_bytes: int = SHARD_BYTES) -> list[Shard]:
    """The shards: a row is in the one that its first byte falls into, were all texts one behind the other."""
    cuts: dict[int, list[Piece]] = {}
    before = 0
    for task, rows, size_bytes in sorted(kept):
        if not rows:
            continue
        ends = before + np.cumsum(np.load(_kept_path(folder, task))["size"], dtype=np.int64)
        shards = np.concatenate([[before], ends[:-1]]) // shard_bytes
        firsts = [0, *(np.flatnonzero(shards[1:] != shards[:-1]) + 1).tolist(), rows]
        for first, last in pairwise(firsts):
            cuts.setdefault(int(shards[first]), []).append(Piece(task, first, last))
        before += size_bytes
    return [Shard(number, len(cuts), tuple(cuts[cut])) for number, cut in enumerate(sorted(cuts))]


def write_shard(folder: Path, shard: Shard, file: BinaryIO) -> int:
    """Write a shard; its rows. A few row groups are all that is held at once."""
    held: list[pa.Table] = []
    rows = size_bytes = 0
    with writer(file, SCHEMA) as out:
        for table in _tables(folder, shard.pieces):
            held.append(table)
            rows += len(table)
            size_bytes += table.nbytes
            if size_bytes >= ROW_GROUP_BYTES:
                out.write_table(pa.concat_tables(held))
                held, size_bytes = [], 0
        if held:
            out.write_table(pa.concat_tables(held))
    return rows


def _tables(folder: Path, pieces: Iterable[Piece]) -> Iterator[pa.Table]:
    """The kept rows, row group by row group of what was staged, with their licences."""
    place = SCHEMA.get_field_index("licence")
    for task, first, last in pieces:
        kept = np.load(_kept_path(folder, task), mmap_mode="r")[first:last]
        names = pa.array(load_licences(folder, task), pa.string())
        rows = np.ascontiguousarray(kept["row"])
        with pq.ParquetFile(rows_path(folder, task)) as staged:
            begin = 0
            for group in range(staged.num_row_groups):
                end = begin + staged.metadata.row_group(group).num_rows
                mine = slice(*np.searchsorted(rows, [begin, end]))
                if mine.stop > mine.start:
                    table = staged.read_row_group(group, use_threads=False)
                    if mine.stop - mine.start < end - begin:
                        table = table.take(pa.array(rows[mine] - begin))
                    yield table.add_column(place, SCHEMA.field(place), names.take(pa.array(kept["licence"][mine])))
                begin = end


def tallies_of(folder: Path, number: int, keys: Keys) -> list[Tally]:
    """How many of a task's kept rows there are, in all and by language and licence."""
    licences = load_licences(folder, number)
    counts = {("keep", "files"): len(keys), ("keep", "bytes"): int(keys["size"].sum(dtype=np.int64))}
    for what, names in (("language", LANGUAGES), ("licence", licences)):
        for place, count in enumerate(np.bincount(keys[what], minlength=len(names)).tolist()):
            counts[what, names[place] or "unknown"] = count
    return [Tally(stage, what, count) for (stage, what), count in sorted(counts.items()) if count]
