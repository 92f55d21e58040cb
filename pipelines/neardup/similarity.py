"""The exact Jaccard similarity of texts: of the sets of their shingles, as 64-bit hashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pipelines.neardup.candidates import Pairs
from pipelines.neardup.kernel import kernel
from pipelines.neardup.settings import NearSettings, Shingles
from pipelines.neardup.texts import Grouped, Numbers, pack

HELD_SHINGLES = 1 << 16
"""So many are held at once while pairs are compared (half a megabyte), but always those of one pair."""


class Sets(Protocol):
    """Where the sets of texts come from."""

    def sizes(self, numbers: Numbers) -> Numbers:
        """About how many shingles they have; never fewer than there are different ones."""
        ...

    def load(self, numbers: Numbers) -> Grouped:
        """Their different shingles in ascending order."""
        ...

    def compare(self, numbers: Numbers, lefts: Numbers, rights: Numbers) -> tuple[Numbers, Numbers]:
        """How many shingles numbers[lefts[i]] and numbers[rights[i]] share, and how many they have together."""
        ...


class TextSets:
    """Sets made anew from texts in memory each time: keeping them would take more than the texts."""

    def __init__(self, texts: Sequence[str], counts: Numbers, settings: NearSettings) -> None:
        self._texts, self._counts, self._settings = texts, counts, settings

    def sizes(self, numbers: Numbers) -> Numbers:
        """See `Sets`."""
        return self._counts[numbers]

    def load(self, numbers: Numbers) -> Grouped:
        """See `Sets`."""
        shingles = self._settings.shingles
        packed = pack([self._texts[number] for number in numbers.tolist()], shingles)
        best = kernel()
        return best.distinct_shingles(best.list_shingles(packed, shingles is Shingles.TOKENS, self._settings.width))

    def compare(self, numbers: Numbers, lefts: Numbers, rights: Numbers) -> tuple[Numbers, Numbers]:
        """See `Sets`. Two sets in one table are quicker made than both in order."""
        shingles, counts = self._settings.shingles, self._counts[numbers]
        packed = pack([self._texts[number] for number in numbers.tolist()], shingles)
        return kernel().compare_texts(packed, counts, shingles is Shingles.TOKENS, self._settings.width, lefts, rights)


def compare_sets(sets: Grouped, lefts: Numbers, rights: Numbers) -> tuple[Numbers, Numbers]:
    """What `Sets.compare` gives, of sets that are at hand."""
    sizes, shared = np.diff(sets.bounds), kernel().count_shared(sets, lefts, rights)
    return shared, sizes[lefts] + sizes[rights] - shared


def chunks(sizes: Numbers, most: int) -> Iterator[slice]:
    """Consecutive pieces of which each holds about `most`, or one thing that is larger."""
    if len(sizes):
        pieces = np.cumsum(sizes) // most
        begins = np.flatnonzero(np.diff(pieces, prepend=-1))
        for begun, end in zip(begins.tolist(), [*begins[1:].tolist(), len(sizes)], strict=True):
            yield slice(begun, end)


def similarities(pairs: Pairs, sets: Sets) -> npt.NDArray[np.float64]:
    """The Jaccard similarity of each pair; fastest where pairs with the same left text stand together. 0 if both are empty."""
    found = np.zeros(len(pairs.lefts))
    for piece in chunks(sets.sizes(pairs.lefts) + sets.sizes(pairs.rights), HELD_SHINGLES):
        lefts, rights = pairs.lefts[piece], pairs.rights[piece]
        numbers, places = np.unique(np.concatenate([lefts, rights]), return_inverse=True)
        left, right = np.ascontiguousarray(places[: len(lefts)]), np.ascontiguousarray(places[len(lefts) :])
        shared, together = sets.compare(numbers, left, right)
        found[piece] = shared / np.maximum(together, 1)
    return found


def near(pairs: Pairs, sets: Sets, threshold: float) -> npt.NDArray[np.bool_]:
    """Which pairs are as similar as the threshold asks."""
    return similarities(pairs, sets) >= threshold
