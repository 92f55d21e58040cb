"""What correct solutions say of an input's format: candidates on which they crash or disagree were hardly meant.

Knows no Beam.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipelines.generation.candidates import level_of
from schemas.provenance import Candidate

LEAST_PROGRAMS = 3
"""Fewer correct programs are no evidence for what nobody stated."""
LEAST_SHARE = 0.9
"""Share of a level's candidates that must survive, taken of the share that does within the ranges seen."""
LEAST_USUAL = 0.5
"""Where less than this survives within the ranges seen, that is no measure of what is usual."""


def untrusted_levels(tried: Iterable[Candidate], fine: Iterable[Candidate], programs: int) -> frozenset[int]:
    """The levels beyond the ranges seen (`candidates.level_of`) that are not to be trusted.

    Of what was `tried` at a level nearly all must be `fine`, as often as within the ranges seen, or as LEAST_USUAL where
    hardly anything survives there; what is wider than an untrusted level is not trusted either. With fewer than
    LEAST_PROGRAMS programs none is.
    """
    asked = Counter(level_of(candidate) for candidate in tried)
    answered = Counter(level_of(candidate) for candidate in fine)
    levels = sorted(level for level in asked if level)
    if programs < LEAST_PROGRAMS:
        return frozenset(levels)
    usual = max(LEAST_USUAL, answered[0] / asked[0]) if asked[0] else 1.0
    for place, level in enumerate(levels):
        if answered[level] < LEAST_SHARE * usual * asked[level]:
            return frozenset(levels[place:])
    return frozenset()
