"""Straight lines on logarithms, and intervals by bootstrap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from model.laws.runs import LawsError

Floats = NDArray[np.float64]
T = TypeVar("T")
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """y = factor * x^exponent."""

    exponent: float
    factor: float

    def at(self, x: ArrayLike) -> Floats:
        """y at x."""
        return np.asarray(self.factor * np.asarray(x, np.float64) ** self.exponent, np.float64)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval. `draws`: how many resamples it is from; those that had no answer are left out."""

    value: float
    low: float
    high: float
    draws: int


def power_law(x: Sequence[float], y: Sequence[float]) -> PowerLaw:
    """Least squares on logarithms. Raises LawsError for fewer than two different x."""
    if len(set(x)) < 2:
        raise LawsError(f"a power law needs two different values, got {len(set(x))}")
    slope, offset = np.polyfit(np.log(x), np.log(y), 1)
    return PowerLaw(float(slope), float(np.exp(offset)))


def estimate(
    things: Sequence[T],
    statistic: Callable[[Sequence[T]], Sequence[float]],
    draws: int,
    rng: np.random.Generator,
    strata: Callable[[T], object] = lambda _: 0,
) -> tuple[Estimate, ...]:
    """Values of `statistic` with intervals: `things` are drawn again with replacement, each stratum among its own.

    A resample on which the statistic raises LawsError has no answer; where all have none, the interval is nan.
    """
    values = statistic(things)
    groups: dict[object, list[T]] = {}
    for thing in things:
        groups.setdefault(strata(thing), []).append(thing)
    found = []
    for _ in range(draws):
        again = [group[place] for group in groups.values() for place in rng.integers(len(group), size=len(group))]
        try:
            found.append(statistic(again))
        except LawsError:
            continue
    if not found:
        return tuple(Estimate(float(value), np.nan, np.nan, 0) for value in values)
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(np.array(found), [tail, 100 - tail], axis=0)
    return tuple(Estimate(float(v), float(a), float(b), len(found)) for v, a, b in zip(values, low, high, strict=True))
