"""Connected components of pairs: in one go where they fit into memory, and as rounds that can be spread over workers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from pipelines.neardup.candidates import NO_PAIRS, Pairs, unique_pairs
from pipelines.neardup.plain import fmix64
from pipelines.neardup.texts import Numbers, ascending


class Labels(NamedTuple):
    """Every number that is in a pair, ascending, and the smallest one that it is connected with."""

    numbers: Numbers
    roots: Numbers

    def of(self, numbers: Numbers) -> Numbers:
        """The roots of any numbers; one that is in no pair is its own."""
        if not len(self.numbers):
            return numbers.copy()
        places = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        return np.where(self.numbers[places] == numbers, self.roots[places], numbers)


def join(roots: Numbers, pairs: Pairs) -> None:
    """Put the components that pairs connect together, in place. `roots[i]` is the smallest number of the component of i.

    Each root is hooked to its smallest neighbour and all ways are shortened, until no pair joins two roots.
    """
    lefts, rights = pairs
    while len(lefts):
        lefts, rights = roots[lefts], roots[rights]
        apart = lefts != rights
        lefts, rights = lefts[apart], rights[apart]
        np.minimum.at(roots, np.maximum(lefts, rights), np.minimum(lefts, rights))
        while (roots[roots] != roots).any():
            roots[:] = roots[roots]


def components(pairs: Pairs) -> Labels:
    """The components that pairs of any numbers connect."""
    numbers, places = np.unique(np.concatenate(pairs), return_inverse=True)
    roots = np.arange(len(numbers))
    join(roots, Pairs(places[: len(pairs.lefts)], places[len(pairs.lefts) :]))
    return Labels(numbers, numbers[roots])


def large_star(pairs: Pairs) -> Pairs:
    """Of all pairs of some numbers, given with that number left: its larger neighbours joined to the smallest of all.

    Kiveris et al. 2014, "Connected Components in MapReduce and Beyond": large and small stars in turn leave the components.
    """
    lefts, rights, least = _neighbourhoods(pairs)
    larger = rights > lefts
    return unique_pairs([Pairs(rights[larger], least[larger])])


def small_star(pairs: Pairs) -> Pairs:
    """Of all pairs of some numbers with smaller ones, given with that number left: it and they joined to the smallest."""
    lefts, rights, least = _neighbourhoods(pairs)
    return unique_pairs([Pairs(rights, least), Pairs(lefts, least)])


def _neighbourhoods(pairs: Pairs) -> tuple[Numbers, Numbers, Numbers]:
    """The pairs ordered by their left number, each with the smallest of that number and all its neighbours."""
    if not len(pairs.lefts):
        return NO_PAIRS.lefts, NO_PAIRS.lefts, NO_PAIRS.lefts
    order = np.argsort(pairs.lefts, kind="stable")
    lefts, rights = pairs.lefts[order], pairs.rights[order]
    firsts = np.flatnonzero(np.diff(lefts, prepend=lefts[0] - 1))
    least = np.minimum(np.minimum.reduceat(rights, firsts), lefts[firsts])
    return lefts, rights, np.repeat(least, np.diff(np.append(firsts, len(lefts))))


def both_ways(pairs: Pairs) -> Pairs:
    """Every pair as it is and turned round."""
    return Pairs(np.concatenate([pairs.lefts, pairs.rights]), np.concatenate([pairs.rights, pairs.lefts]))


def larger_left(pairs: Pairs) -> Pairs:
    """Every pair with its larger number left."""
    return Pairs(np.maximum(*pairs), np.minimum(*pairs))


def fingerprint(parts: Iterable[Pairs]) -> int:
    """The same for the same different pairs in whatever order and parts: rounds are over when it stays."""
    total = 0
    for part in parts:
        mixed = fmix64(fmix64(part.lefts.astype(np.uint64)) + part.rights.astype(np.uint64))
        total += int(mixed.sum(dtype=np.uint64)) + len(mixed)
    return total % (1 << 64)


def labels_of_stars(stars: Pairs) -> Labels:
    """The labels that pairs say once rounds are over: each left number is joined to its root alone. Larger numbers left."""
    roots = ascending(stars.rights)
    numbers = np.concatenate([stars.lefts, roots])
    order = np.argsort(numbers)
    return Labels(numbers[order], np.concatenate([stars.rights, roots])[order])
