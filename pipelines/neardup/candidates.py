"""Which texts are to be compared: those that share a bucket, each with the first of it, so that a bucket costs no pairs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from pipelines.neardup.texts import Hashes, Numbers


class Pairs(NamedTuple):
    """Two numbers of texts each, lefts[i] and rights[i]."""

    lefts: Numbers
    rights: Numbers


class Buckets(NamedTuple):
    """Texts that share a key; those of bucket i are members[bounds[i]:bounds[i + 1]]."""

    members: Numbers
    bounds: Numbers


NO_PAIRS = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))
NO_BUCKETS = Buckets(np.zeros(0, np.int64), np.zeros(1, np.int64))


def buckets_of(keys: Hashes, numbers: Numbers) -> Buckets:
    """The buckets of at least two texts, in the order of their keys. `numbers[i]` is the text whose key is `keys[i]`."""
    order = np.argsort(keys)
    ordered = keys[order]
    same = ordered[1:] == ordered[:-1]
    shared = np.zeros(len(keys), bool)
    shared[1:] |= same
    shared[:-1] |= same
    begins = np.ones(len(keys), bool)
    begins[1:] = ~same
    members = numbers[order[shared]]
    return Buckets(members, np.append(np.flatnonzero(begins[shared]), len(members)))


def stars(buckets: Buckets) -> Pairs:
    """The smallest number of each bucket with each of its others."""
    if not len(buckets.members):
        return NO_PAIRS
    centres = np.minimum.reduceat(buckets.members, buckets.bounds[:-1])
    lefts = np.repeat(centres, np.diff(buckets.bounds))
    other = lefts != buckets.members
    return Pairs(lefts[other], buckets.members[other])


def unique_pairs(parts: Iterable[Pairs]) -> Pairs:
    """Each pair once, the smaller number left, in ascending order; a text with itself is no pair."""
    held = list(parts)
    first = np.concatenate([NO_PAIRS.lefts, *(one.lefts for one in held)])
    second = np.concatenate([NO_PAIRS.rights, *(one.rights for one in held)])
    if not len(first):
        return NO_PAIRS
    lefts, rights = np.minimum(first, second), np.maximum(first, second)
    order = np.lexsort((rights, lefts))
    lefts, rights = lefts[order], rights[order]
    fresh = lefts != rights
    fresh[1:] &= (lefts[1:] != lefts[:-1]) | (rights[1:] != rights[:-1])
    return Pairs(lefts[fresh], rights[fresh])


def first_alike(powers: Hashes) -> Numbers:
    """For each text the first with the same shingles, by the two sums of `Sketches.powers` (texts x 2)."""
    order = np.lexsort((powers[:, 1], powers[:, 0]))
    begins = np.ones(len(order), bool)
    begins[1:] = (powers[order[1:]] != powers[order[:-1]]).any(axis=1)
    firsts = np.flatnonzero(begins)
    least = np.minimum.reduceat(order, firsts) if len(order) else order
    found = np.empty(len(order), np.int64)
    found[order] = np.repeat(least, np.diff(np.append(firsts, len(order))))
    return found
