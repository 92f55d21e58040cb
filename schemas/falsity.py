"""How often what a set of tests accepts is wrong all the same, or too slow: the figures of the reference's table 2.

One accepted sample of each solved problem is judged by something stronger. With TP of them right and in time, SLOW right but
over the true limits, FP wrong: `false_positive_rate_alphacode` = FP / all, `slow_positive_rate` = SLOW / all, FP-or-slow their
sum. (1 - precision, and no false-positive rate in the sense of `evaluation`.)
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from schemas.evaluation import Rate

NORMAL_QUANTILE = 1.959963984540054
"""Of 97.5 %."""


class Truth(Enum):
    """What something stronger says of an accepted sample. UNKNOWN: it could not decide; evidence for nothing."""

    RIGHT = "right"
    SLOW = "slow"
    WRONG = "wrong"
    UNKNOWN = "unknown"


def wilson(count: int, of: int) -> Rate | None:
    """count / of with Wilson's 95 % interval (1927); None of none. Raises ValueError where count is not within 0..of."""
    if not 0 <= count <= of:
        raise ValueError(f"{count} of {of}: a share lies between none and all")
    if of == 0:
        return None
    share, z2 = count / of, NORMAL_QUANTILE**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = NORMAL_QUANTILE * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Rate(share, min(low, share), max(high, share), of)


@dataclass(frozen=True, slots=True)
class Falsity:
    """The three rates over accepted samples, each None without any; `unknown` samples count in none of them."""

    false_positive_rate_alphacode: Rate | None
    slow_positive_rate: Rate | None
    false_positive_or_slow: Rate | None
    accepted: int
    unknown: int


def falsity(truths: Iterable[Truth]) -> Falsity:
    """The rates of accepted samples, one per solved problem."""
    counts = Counter(truths)
    known = counts[Truth.RIGHT] + counts[Truth.SLOW] + counts[Truth.WRONG]
    return Falsity(
        wilson(counts[Truth.WRONG], known),
        wilson(counts[Truth.SLOW], known),
        wilson(counts[Truth.WRONG] + counts[Truth.SLOW], known),
        known + counts[Truth.UNKNOWN],
        counts[Truth.UNKNOWN],
    )
