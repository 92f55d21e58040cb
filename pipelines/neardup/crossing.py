"""Pairs that a bucket's star leaves open: texts of one bucket that are not connected yet, neither of them its centre.

With them compared, exactly those texts are connected that would be if each bucket's texts were all compared with each other. A
hot bucket, in which these pairs are too many, is searched with an index of its rarest shingles, which still finds every pair
that is near (Chaudhuri et al. 2006, "A Primitive Operator for Similarity Joins"; Xiao et al. 2008, PPJoin). Only where that
leaves too many as well is a bucket capped: which pairs are looked at is then a choice by content, the others may be met in
another bucket.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.neardup.candidates import Buckets, Pairs
from pipelines.neardup.similarity import HELD_SHINGLES, Sets, chunks
from pipelines.neardup.texts import Hashes, Numbers, ascending

MOST_PAIRS = 1 << 18
"""A bucket with more open pairs is hot."""
MOST_FILTERED = 1 << 20
"""So many pairs of a hot bucket are compared at most."""
MOST_LISTED = 1 << 24
"""So many entries the index of a hot bucket has at most: a quarter of a gigabyte."""
MOST_MET = 1 << 26
"""So many pairs of its entries are looked at."""
_PAIRS_AT_ONCE = 1 << 20
_SKETCH_BITS = 20
"""How often a shingle occurs is counted by its first bits: the order needs not be right, only the same for all texts."""


@dataclass(slots=True)
class Heat:
    """How many buckets were hot, and in how many of those pairs were left out."""

    hot: int = 0
    capped: int = 0


def crossing(buckets: Buckets, roots: Numbers, sets: Sets, threshold: float, heat: Heat) -> Iterator[Pairs]:
    """The open pairs of all buckets, piece by piece. `roots` has each member's component."""
    buckets, roots = _open(buckets, roots)
    if not len(buckets.members):
        return
    owner = np.repeat(np.arange(len(buckets.bounds) - 1), np.diff(buckets.bounds))
    order = np.lexsort((roots, owner))
    members, roots = buckets.members[order], roots[order]
    groups = np.flatnonzero((np.diff(owner, prepend=-1) != 0) | (np.diff(roots, prepend=-1) != 0))
    sizes = np.diff(np.append(groups, len(members)))
    beyond = buckets.bounds[owner + 1] - np.repeat(groups + sizes, sizes)  # members of the same bucket in later groups
    hot = np.add.reduceat(beyond, buckets.bounds[:-1]) > MOST_PAIRS
    for bucket in np.flatnonzero(hot).tolist():
        inside = slice(buckets.bounds[bucket], buckets.bounds[bucket + 1])
        heat.hot += 1
        pairs, capped = filtered(members[inside], roots[inside], sets, threshold)
        heat.capped += capped
        yield pairs
    beyond[hot[owner]] = 0
    centres = np.minimum.reduceat(members, buckets.bounds[:-1])[owner]
    for piece in chunks(beyond, _PAIRS_AT_ONCE):
        counts = beyond[piece]
        ends = buckets.bounds[owner[piece] + 1]
        rights = np.repeat(ends - np.cumsum(counts), counts) + np.arange(int(counts.sum()))
        lefts = np.repeat(np.arange(piece.start, piece.stop), counts)
        neither = (members[lefts] != centres[lefts]) & (members[rights] != centres[lefts])
        yield Pairs(members[lefts[neither]], members[rights[neither]])


def _open(buckets: Buckets, roots: Numbers) -> tuple[Buckets, Numbers]:
    """The buckets that are not connected yet and have three members or more: of two, one is the centre."""
    firsts, sizes = buckets.bounds[:-1], np.diff(buckets.bounds)
    if not len(firsts):
        return buckets, roots
    left_open = (sizes > 2) & (np.minimum.reduceat(roots, firsts) != np.maximum.reduceat(roots, firsts))
    inside = np.repeat(left_open, sizes)
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes[left_open])])
    return Buckets(buckets.members[inside], bounds), roots[inside]


def filtered(members: Numbers, roots: Numbers, sets: Sets, threshold: float) -> tuple[Pairs, bool]:
    """Pairs of a hot bucket among which all are that are near, and whether some had to be left out."""
    sizes, contents, often = _survey(members, sets)
    order = np.argsort(contents)  # by content, so that a cap cuts the same whatever the numbers are
    members, roots, sizes = members[order], roots[order], sizes[order]
    prefixes = sizes - np.ceil(threshold * sizes - 1e-9).astype(np.int64) + 1
    fitting = int(np.searchsorted(np.cumsum(prefixes), MOST_LISTED, side="right"))
    shingles, places = _prefixes(members[:fitting], prefixes[:fitting], sets, often)
    order = np.lexsort((places, shingles))
    found, complete = _meeting(shingles[order], places[order], roots, sizes, threshold)
    return Pairs(members[found >> 32], members[found & 0xFFFFFFFF]), not complete or fitting < len(members)


def _survey(members: Numbers, sets: Sets) -> tuple[Numbers, Hashes, Numbers]:
    """Exact sizes, a hash of each member's content, and how often shingles occur, by their first bits."""
    sizes, contents = np.zeros(len(members), np.int64), np.zeros(len(members), np.uint64)
    often = np.zeros(1 << _SKETCH_BITS, np.int64)
    for piece in chunks(sets.sizes(members), HELD_SHINGLES):
        loaded = _load(members[piece], sets)
        sizes[piece] = [len(one) for one in loaded]
        contents[piece] = [one.sum(dtype=np.uint64) for one in loaded]
        first_bits = (np.concatenate(loaded) >> np.uint64(64 - _SKETCH_BITS)).astype(np.int64)
        often += np.bincount(first_bits, minlength=len(often))
    return sizes, contents, often


def _load(members: Numbers, sets: Sets) -> list[Hashes]:
    numbers, places = np.unique(members, return_inverse=True)
    loaded = sets.load(numbers)
    return [loaded.values[loaded.bounds[place] : loaded.bounds[place + 1]] for place in places.tolist()]


def _prefixes(members: Numbers, prefixes: Numbers, sets: Sets, often: Numbers) -> tuple[Hashes, Numbers]:
    """The rarest shingles of each member and its place. Of two near sets with the same order of shingles, these share one."""
    shingles: list[Hashes] = [np.zeros(0, np.uint64)]
    for piece in chunks(sets.sizes(members), HELD_SHINGLES):
        for one, most in zip(_load(members[piece], sets), prefixes[piece].tolist(), strict=True):
            rarity = often[(one >> np.uint64(64 - _SKETCH_BITS)).astype(np.int64)]
            shingles.append(one[np.argsort(rarity, kind="stable")[:most]])
    return np.concatenate(shingles), np.repeat(np.arange(len(members)), [len(one) for one in shingles[1:]])


def _meeting(
    shingles: Hashes, places: Numbers, roots: Numbers, sizes: Numbers, threshold: float
) -> tuple[npt.NDArray[np.int64], bool]:
    """Pairs of places with a shingle in common that could be near, as left << 32 | right; whether these are all.

    `shingles` is in order, and `places` within the same shingle.
    """
    found: list[npt.NDArray[np.int64]] = [np.zeros(0, np.int64)]
    held = looked_at = 0
    at = np.arange(len(shingles))
    for distance in range(1, len(shingles) + 1):
        at = at[at < len(shingles) - distance]
        at = at[shingles[at] == shingles[at + distance]]
        if not len(at) or looked_at + len(at) > MOST_MET:
            break
        looked_at += len(at)
        left, right = places[at], places[at + distance]
        small, large = np.minimum(sizes[left], sizes[right]), np.maximum(sizes[left], sizes[right])
        could = (roots[left] != roots[right]) & (small >= threshold * large - 1e-9)
        found.append(left[could] << 32 | right[could])
        held += len(found[-1])
        if held > 2 * MOST_FILTERED:
            found = [ascending(np.concatenate(found))]
            held = len(found[0])
            if held > MOST_FILTERED:
                break
    pairs = ascending(np.concatenate(found))
    return pairs[:MOST_FILTERED], not len(at) and len(pairs) <= MOST_FILTERED
