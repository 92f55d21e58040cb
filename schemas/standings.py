"""Where somebody stands among the participants of a contest, and the rating that this is worth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEAST_RATING, GREATEST_RATING = -1000.0, 6000.0
"""Between these a rating is looked for; who is better (or worse) than everybody gets the bound."""
_HALVINGS = 60


@dataclass(frozen=True, slots=True, order=True)
class Score:
    """What is compared: more points are better, then a smaller penalty. `points` are problems solved where none have points."""

    points: float
    penalty: float = 0.0

    def beats(self, other: Score) -> bool:
        """Whether it stands before the other."""
        return (self.points, -self.penalty) > (other.points, -other.penalty)


@dataclass(frozen=True, slots=True)
class Standing:
    """A place among `participants` others. `rank` is 1 + those who are better; `tied` have the same score.

    `top_percent` is the share, in percent, of all (the others and oneself) who do as well or better: 54.3 is "top 54.3 %".
    """

    rank: int
    tied: int
    participants: int

    @property
    def top_percent(self) -> float:
        """In 0..100, smaller is better."""
        return 100.0 * (self.rank + self.tied) / (self.participants + 1)

    @property
    def middle(self) -> float:
        """The rank with half of the ties before it."""
        return self.rank + self.tied / 2


def standing(mine: Score, others: Sequence[Score]) -> Standing:
    """Where a score stands among others."""
    return Standing(1 + sum(other.beats(mine) for other in others), others.count(mine), len(others))


def expected_rank(rating: float, others: Sequence[float]) -> float:
    """The rank that the Elo model expects of a rating among others: 1 + the sum of the chances that each of them is better."""
    return 1.0 + sum(1.0 / (1.0 + math.pow(10.0, (rating - other) / 400.0)) for other in others)


def performance(contests: Sequence[tuple[float, Sequence[float]]]) -> float:
    """The rating whose expected ranks sum up to the ranks that were reached; (rank, ratings of the others) for each contest.

    One contest gives its performance rating, several the one rating that fits them all. Within LEAST_RATING..GREATEST_RATING.
    Raises ValueError where no contest has rated participants.
    """
    if not any(others for _, others in contests):
        raise ValueError("no participant has a rating: nothing to compare with")
    reached = sum(rank for rank, _ in contests)
    low, high = LEAST_RATING, GREATEST_RATING
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if sum(expected_rank(middle, others) for _, others in contests) > reached:
            low = middle
        else:
            high = middle
    return (low + high) / 2
