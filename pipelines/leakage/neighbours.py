"""The nearest problems of another split, by the exact similarity of statements' shingles and by weighted words (TF-IDF)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

from pipelines.leakage.entries import Entry
from pipelines.neardup import NearSettings
from pipelines.neardup.candidates import Pairs
from pipelines.neardup.clustering import batches
from pipelines.neardup.signatures import sketch
from pipelines.neardup.similarity import TextSets, similarities
from pipelines.neardup.texts import Numbers
from schemas.problem import Split

THRESHOLDS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
MARGIN = 0.2
"""A signature of 128 values tells a similarity within 0.2 but for one pair in 10^5 (Hoeffding: 2 exp(-2 * 128 * 0.2^2))."""
CANDIDATES = 8
"""Of each problem so many others that look nearest by signature are compared exactly, near or not."""
_AT_ONCE = 1 << 25
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A valid or test problem and the training problems that are nearest to it. `by_shingles`, `by_words`: their names, ""
    where there is none; `jaccard` and `cosine` from 0 to 1."""

    problem: str
    split: str
    by_shingles: str
    jaccard: float
    by_words: str
    cosine: float


@dataclass(frozen=True, slots=True, order=True)
class NearPair:
    """Two problems of different splits with nearly the same statement."""

    jaccard: float
    earlier: str
    later: str
    splits: tuple[str, str]


class Statements:
    """The statements of a dataset with their signatures."""

    def __init__(self, entries: Sequence[Entry], settings: NearSettings | None = None) -> None:
        self.entries = tuple(entries)
        settings = settings or NearSettings()
        texts = [one.statement for one in entries]
        self._signatures = np.empty((len(texts), settings.permutations), np.uint32)
        self._counts = np.zeros(len(texts), np.int64)
        for piece in batches(texts):
            found = sketch(texts[piece], settings)
            self._signatures[piece], self._counts[piece] = found.signatures, found.counts
        self._sets = TextSets(texts, self._counts, settings)

    def of(self, *splits: Split) -> Numbers:
        """The places of the problems of these splits that have any statement."""
        found = [place for place, one in enumerate(self.entries) if one.split in splits and self._counts[place]]
        return np.array(found, np.int64)

    def compare(self, these: Numbers, those: Numbers, least: float) -> tuple[Pairs, npt.NDArray[np.float64]]:
        """The pairs of one of these and one of those that may be as similar as `least` or are nearest, and their similarity."""
        lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        step = max(1, _AT_ONCE // max(1, len(those) * self._signatures.shape[1]))
        for begun in range(0, len(these) if len(those) else 0, step):
            mine = these[begun : begun + step]
            alike = (self._signatures[mine][:, None, :] == self._signatures[those][None, :, :]).mean(axis=2)
            wanted = alike >= max(least - MARGIN, 1e-9)
            nearest = np.argsort(-alike, axis=1, kind="stable")[:, :CANDIDATES]
            np.put_along_axis(wanted, nearest, True, axis=1)
            left, right = np.nonzero(wanted)
            lefts.append(mine[left])
            rights.append(those[right])
        pairs = Pairs(np.concatenate(lefts), np.concatenate(rights))
        return pairs, similarities(pairs, self._sets)


def near_pairs(statements: Statements, least: float) -> list[NearPair]:
    """Pairs of problems of different splits that are as similar as `least`, the most similar first."""
    found = []
    order = list(Split)
    for place, split in enumerate(order[1:], 1):
        pairs, values = statements.compare(statements.of(split), statements.of(*order[:place]), least)
        for later, earlier, value in zip(pairs.lefts.tolist(), pairs.rights.tolist(), values.tolist(), strict=True):
            if value >= least:
                one, other = statements.entries[earlier], statements.entries[later]
                found.append(NearPair(value, one.name, other.name, (one.split.value, other.split.value)))
    return sorted(found, key=lambda one: (-one.jaccard, one.earlier, one.later))


def neighbours(statements: Statements) -> list[Neighbour]:
    """The nearest training problems of every valid and test problem, the most similar first."""
    mine, trained = statements.of(Split.VALID, Split.TEST), statements.of(Split.TRAIN)
    pairs, values = statements.compare(mine, trained, 1.0)
    nearest: dict[int, tuple[float, int]] = {}
    for left, right, value in zip(pairs.lefts.tolist(), pairs.rights.tolist(), values.tolist(), strict=True):
        if value > nearest.get(left, (0.0, -1))[0]:
            nearest[left] = (value, right)
    words = _nearest_by_words(statements, mine, trained)
    found = []
    for place, one in enumerate(statements.entries):
        if not one.trains:
            jaccard, other = nearest.get(place, (0.0, -1))
            cosine, third = words.get(place, (0.0, -1))
            names = [statements.entries[at].name if at >= 0 else "" for at in (other, third)]
            found.append(Neighbour(one.name, one.split.value, names[0], jaccard, names[1], cosine))
    return sorted(found, key=lambda one: (-max(one.jaccard, one.cosine), one.problem))


def _nearest_by_words(statements: Statements, mine: Numbers, trained: Numbers) -> dict[int, tuple[float, int]]:
    """For each of mine the highest cosine to one of `trained`, and its place."""
    if not len(mine) or not len(trained):
        return {}
    places = np.concatenate([mine, trained])
    matrix = tf_idf([statements.entries[place].statement for place in places.tolist()])
    cosines = (matrix[: len(mine)] @ matrix[len(mine) :].T).tocsr()
    found = {}
    for place, (begin, end) in zip(mine.tolist(), pairwise(cosines.indptr.tolist()), strict=True):
        if end > begin:
            best = begin + int(np.lexsort((cosines.indices[begin:end], -cosines.data[begin:end].round(12)))[0])
            found[place] = (min(1.0, float(cosines.data[best])), int(trained[cosines.indices[best]]))
    return found


def tf_idf(texts: Sequence[str]) -> Any:
    """A sparse matrix, texts x words, with rows of length 1; a word in every text counts 0.

    A weight is 1 + log of how often the word occurs, times log of the inverse share of texts that have it (Salton and Buckley
    1988, "Term-weighting approaches in automatic text retrieval").
    """
    places: dict[str, int] = {}
    columns, values, bounds = [], [], [0]
    for text in texts:
        for word, count in Counter(_WORD.findall(text.lower())).items():
            columns.append(places.setdefault(word, len(places)))
            values.append(1 + np.log(count))
        bounds.append(len(columns))
    shape = (len(texts), max(1, len(places)))
    matrix = sparse.csr_matrix((np.array(values, float), np.array(columns, np.int64), np.array(bounds, np.int64)), shape)
    with_it = np.bincount(np.array(columns, np.int64), minlength=shape[1])
    matrix = matrix @ sparse.diags(np.log((1 + len(texts)) / (1 + with_it)))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.where(lengths > 0, lengths, 1)) @ matrix).tocsr()
