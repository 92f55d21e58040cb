"""How often what is drawn: problems, verdicts and languages evenly, or by how many solutions there are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


def chances(counts: Numbers, levels: Sequence[tuple[Numbers, bool]]) -> Floats:
    """The chance of each group of solutions, by how many it holds and where it lies in a tree.

    `levels`, from the root down: the branch of every group on that level, and whether branches are drawn evenly; else by the
    solutions that they hold. Below the last level it goes by solutions. The chances sum to 1.
    """
    place = np.zeros(len(counts), np.int64)
    inside: Floats = np.array([counts.sum()], np.float64)
    result = np.ones(len(counts))
    for branch, evenly in levels:
        keys, first, below = np.unique(place * (branch.max() + 1) + branch, return_index=True, return_inverse=True)
        above = place[first]
        held = np.bincount(below, counts, len(keys)).astype(np.float64)
        share: Floats = 1 / np.bincount(above).astype(np.float64)[above] if evenly else held / inside[above]
        result *= share[below]
        place, inside = below, held
    return np.asarray(result * counts / inside[place], np.float64)


def draw(cumulative: Floats, uniforms: Floats) -> Numbers:
    """Groups by their cumulated chances, for numbers in [0, 1)."""
    return np.minimum(np.searchsorted(cumulative, uniforms, side="right"), len(cumulative) - 1).astype(np.int64)
