"""Clusters of near-duplicates among texts that come one at a time and are not kept: their shingles lie in a file.

Beside the file, which takes eight bytes a shingle, it is less than 0.3 kB a text, as if the texts lay in memory.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

import numpy as np

from pipelines.neardup.clustering import BATCH_CHARACTERS, BATCH_TEXTS, Counts, Sketched, connect
from pipelines.neardup.kernel import kernel
from pipelines.neardup.settings import NearSettings, Shingles
from pipelines.neardup.signatures import band_keys, sketch
from pipelines.neardup.similarity import compare_sets
from pipelines.neardup.texts import Grouped, Hashes, Numbers, pack


class StoredSets:
    """Sets of shingles in a file, one after the other; those of text i are numbers bounds[i] to bounds[i + 1]. See `Sets`."""

    def __init__(self, file: BinaryIO, bounds: Numbers) -> None:
        self._file, self._bounds = file, bounds

    def sizes(self, numbers: Numbers) -> Numbers:
        """See `Sets`."""
        return np.diff(self._bounds)[numbers]

    def load(self, numbers: Numbers) -> Grouped:
        """See `Sets`."""
        parts = [np.zeros(0, np.uint64)]
        for begin, end in zip(self._bounds[numbers].tolist(), self._bounds[numbers + 1].tolist(), strict=True):
            self._file.seek(8 * begin)
            parts.append(np.frombuffer(self._file.read(8 * (end - begin)), np.uint64))
        return Grouped(np.concatenate(parts), np.concatenate([[0], np.cumsum([len(one) for one in parts[1:]], dtype=np.int64)]))

    def compare(self, numbers: Numbers, lefts: Numbers, rights: Numbers) -> tuple[Numbers, Numbers]:
        """See `Sets`."""
        return compare_sets(self.load(numbers), lefts, rights)


def groups_of(texts: Iterable[str], settings: NearSettings, counts: Counts | None = None) -> list[list[int]]:
    """The numbers of the texts of each cluster of two or more, in order; the first text is 0.

    The clusters are those of `clusters`. Raises OSError where the temporary folder has no room.
    """
    with tempfile.TemporaryFile() as file:
        sketched, bounds = _store(texts, settings, file)
        counts = counts or Counts()
        counts.documents, counts.empty = len(sketched.counts), int((sketched.counts == 0).sum())
        roots = connect(sketched, StoredSets(file, bounds), settings, counts)
    order = np.argsort(roots, kind="stable")
    cuts = np.flatnonzero(np.diff(roots[order])) + 1
    return [group.tolist() for group in np.split(order, cuts) if len(group) > 1]


def _store(texts: Iterable[str], settings: NearSettings, file: BinaryIO) -> tuple[Sketched, Numbers]:
    """What is kept of all texts, and where the sets of each lie in the file."""
    keys: list[Hashes] = [np.zeros((0, settings.bands), np.uint64)]
    powers: list[Hashes] = [np.zeros((0, 2), np.uint64)]
    counts: list[Numbers] = [np.zeros(0, np.int64)]
    sizes: list[Numbers] = [np.zeros(0, np.int64)]
    for batch in _batches(texts):
        found = sketch(batch, settings)
        keys.append(band_keys(found.signatures, settings))
        powers.append(found.powers)
        counts.append(found.counts)
        singles = settings.shingles is Shingles.TOKENS
        sets = kernel().distinct_shingles(kernel().list_shingles(pack(batch, settings.shingles), singles, settings.width))
        file.write(np.ascontiguousarray(sets.values[: sets.bounds[-1]]).tobytes())
        sizes.append(np.diff(sets.bounds))
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.concatenate(sizes))])
    file.flush()
    return Sketched(np.ascontiguousarray(np.concatenate(keys).T), np.concatenate(powers), np.concatenate(counts)), bounds


def _batches(texts: Iterable[str]) -> Iterator[Sequence[str]]:
    held: list[str] = []
    characters = 0
    for text in texts:
        held.append(text)
        characters += len(text)
        if len(held) >= BATCH_TEXTS or characters > BATCH_CHARACTERS:
            yield held
            held, characters = [], 0
    if held:
        yield held
