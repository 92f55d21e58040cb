"""Clusters of near-duplicates among texts that lie in memory. Beside them it takes less than 0.3 kB a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.neardup.candidates import Pairs, buckets_of, first_alike, stars
from pipelines.neardup.components import join
from pipelines.neardup.crossing import Heat, crossing
from pipelines.neardup.settings import NearSettings, SettingsError
from pipelines.neardup.signatures import band_keys, sketch
from pipelines.neardup.similarity import Sets, TextSets, similarities
from pipelines.neardup.texts import Hashes, Numbers, ascending
from schemas.digest import digest
from schemas.text import excerpt

BATCH_TEXTS, BATCH_CHARACTERS = 512, 1 << 19
_MOST_REMEMBERED = 1 << 22
_COMPARED_AT_ONCE = 1 << 14
"""Pairs of texts that become connected while others are compared need no comparison any more."""


class Row(NamedTuple):
    """A text's cluster. `representative` is the smallest id in it, `similarity` the exact one to that text's.

    A chain of near-duplicates is one cluster, so a similarity can be below the threshold.
    """

    id: str
    cluster: str
    representative: str
    similarity: float


@dataclass(slots=True)
class Counts:
    """What was met. `compared` pairs were looked at exactly, `near` of them are near; see `crossing` for hot buckets."""

    documents: int = 0
    empty: int = 0
    exact_duplicates: int = 0
    compared: int = 0
    near: int = 0
    heat: Heat = field(default_factory=Heat)


@dataclass(frozen=True, slots=True)
class Clustering:
    """Each text's representative, as a place in `ids`, and its similarity to it."""

    ids: tuple[str, ...]
    representatives: Numbers
    similarities: npt.NDArray[np.float64]
    counts: Counts

    def rows(self) -> Iterator[Row]:
        """The table, in the order of the texts."""
        for id, place, similarity in zip(self.ids, self.representatives.tolist(), self.similarities.tolist(), strict=True):
            yield Row(id, cluster_name(self.ids[place]), self.ids[place], similarity)

    def groups(self) -> list[list[str]]:
        """The ids of each cluster of two or more, in order."""
        found: dict[int, list[str]] = {}
        for id, place in zip(self.ids, self.representatives.tolist(), strict=True):
            found.setdefault(place, []).append(id)
        return sorted(sorted(group) for group in found.values() if len(group) > 1)


def cluster_name(representative: str) -> str:
    """The name of the cluster of which this is the smallest id."""
    return digest("cluster", representative)[:16]


class Sketched(NamedTuple):
    """Keys (bands x texts), power sums and numbers of shingles of all texts; the signatures themselves are not kept."""

    keys: Hashes
    powers: Hashes
    counts: Numbers


def clusters(documents: Iterable[tuple[str, str]], settings: NearSettings | None = None) -> Clustering:
    """The clusters of (id, text) documents; the same whatever their order. A text without any token is alone.

    Raises SettingsError where an id comes twice.
    """
    settings = settings or NearSettings()
    held = list(documents)
    ids, texts = tuple(id for id, _ in held), [text for _, text in held]
    _refuse_twice(ids)
    sketched = sketch_all(texts, settings)
    sets = TextSets(texts, sketched.counts, settings)
    counts = Counts(documents=len(ids), empty=int((sketched.counts == 0).sum()))
    roots = connect(sketched, sets, settings, counts)
    representatives = smallest_ids(ids, roots)
    return Clustering(ids, representatives, _similarities_to(representatives, sets), counts)


def _refuse_twice(ids: Sequence[str]) -> None:
    if len(set(ids)) < len(ids):
        seen: set[str] = set()
        twice = next(id for id in ids if id in seen or seen.add(id))  # type: ignore[func-returns-value]
        raise SettingsError(f"id {excerpt(repr(twice))} comes twice; each document needs an id of its own")


def batches(texts: Sequence[str]) -> Iterator[slice]:
    """Pieces that are sketched at once."""
    begun = characters = 0
    for place, text in enumerate(texts):
        if place > begun and (place - begun >= BATCH_TEXTS or characters + len(text) > BATCH_CHARACTERS):
            yield slice(begun, place)
            begun, characters = place, 0
        characters += len(text)
    if begun < len(texts):
        yield slice(begun, len(texts))


def sketch_all(texts: Sequence[str], settings: NearSettings) -> Sketched:
    """What is kept of all texts."""
    keys = np.empty((settings.bands, len(texts)), np.uint64)
    powers, counts = np.empty((len(texts), 2), np.uint64), np.empty(len(texts), np.int64)
    for piece in batches(texts):
        found = sketch(texts[piece], settings)
        keys[:, piece] = band_keys(found.signatures, settings).T
        powers[piece], counts[piece] = found.powers, found.counts
    return Sketched(keys, powers, counts)


def connect(sketched: Sketched, sets: Sets, settings: NearSettings, counts: Counts) -> Numbers:
    """For each text the first one of its cluster."""
    alike = first_alike(sketched.powers)
    empty = sketched.counts == 0
    alike[empty] = np.flatnonzero(empty)
    different = np.flatnonzero((alike == np.arange(len(alike))) & ~empty)
    counts.exact_duplicates = int((alike != np.arange(len(alike))).sum())
    roots = np.arange(len(alike))
    comparison = _Comparison(roots, sets, settings.threshold, counts)
    for band in range(settings.bands):
        buckets = buckets_of(sketched.keys[band, different], different)
        comparison.compare(stars(buckets))
        for pairs in crossing(buckets, roots[buckets.members], sets, settings.threshold, counts.heat):
            comparison.compare(pairs)
    return roots[alike]


class _Comparison:
    """Pairs compared, and those that are near connected. Remembers what is not near, for bands share pairs."""

    def __init__(self, roots: Numbers, sets: Sets, threshold: float, counts: Counts) -> None:
        self._roots, self._sets, self._threshold, self._counts = roots, sets, threshold, counts
        self._apart = np.zeros(0, np.int64)

    def compare(self, pairs: Pairs) -> None:
        for begun in range(0, len(pairs.lefts), _COMPARED_AT_ONCE):
            piece = slice(begun, begun + _COMPARED_AT_ONCE)
            self._compare(Pairs(pairs.lefts[piece], pairs.rights[piece]))

    def _compare(self, pairs: Pairs) -> None:
        names = np.minimum(*pairs) << 32 | np.maximum(*pairs)
        unknown = (self._roots[pairs.lefts] != self._roots[pairs.rights]) & ~_contains(self._apart, names)
        pairs, names = Pairs(pairs.lefts[unknown], pairs.rights[unknown]), names[unknown]
        if not len(names):
            return
        near = similarities(pairs, self._sets) >= self._threshold
        join(self._roots, Pairs(pairs.lefts[near], pairs.rights[near]))
        self._counts.compared += len(near)
        self._counts.near += int(near.sum())
        if len(self._apart) > _MOST_REMEMBERED:
            self._apart = self._apart[:0]
        self._apart = ascending(np.concatenate([self._apart, names[~near]]))


def _contains(ordered: Numbers, wanted: Numbers) -> npt.NDArray[np.bool_]:
    if not len(ordered):
        return np.zeros(len(wanted), bool)
    return np.equal(ordered[np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)], wanted)


def smallest_ids(ids: Sequence[str], roots: Numbers) -> Numbers:
    """For each text the place of the smallest id in its cluster."""
    representatives = np.arange(len(ids))
    clustered = np.flatnonzero(np.bincount(roots, minlength=len(ids))[roots] > 1)
    least: dict[int, int] = {}
    for place, root in zip(clustered.tolist(), roots[clustered].tolist(), strict=True):
        if ids[place] <= ids[least.setdefault(root, place)]:
            least[root] = place
    representatives[clustered] = [least[root] for root in roots[clustered].tolist()]
    return representatives


def _similarities_to(representatives: Numbers, sets: Sets) -> npt.NDArray[np.float64]:
    found = np.ones(len(representatives))
    others = np.flatnonzero(representatives != np.arange(len(representatives)))
    others = others[np.argsort(representatives[others], kind="stable")]
    if len(others):
        found[others] = similarities(Pairs(representatives[others], others), sets)
    return found
