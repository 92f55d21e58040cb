"""Contestants that are timed against each other in one run: interleaved rounds, of which each one's least counts.

Whatever else the machine does hits all of them alike, and a round that it did not hit is found sooner or later.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Contestant = Callable[[int], float]
"""Does something so many times; the seconds that this took."""
CALIBRATION_S = 0.05


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds per run, one number a round."""

    per_run_s: tuple[float, ...]

    @property
    def least_s(self) -> float:
        """The round that the machine disturbed least."""
        return min(self.per_run_s)

    @property
    def noise(self) -> float:
        """The median round over the least one: 1 on a quiet machine."""
        return statistics.median(self.per_run_s) / self.least_s


def _times_for(contestant: Contestant, round_s: float) -> int:
    """How often it fits into a round; as a side effect everything is warm."""
    times, spent_s = 1, contestant(1)
    while spent_s < CALIBRATION_S:
        times *= 4
        spent_s = contestant(times)
    return max(1, round(times * round_s / spent_s))


def interleave(contestants: Mapping[str, Contestant], rounds: int, round_s: float) -> dict[str, Times]:
    """Time all of them in turn, `rounds` times over; each turn takes about `round_s`, or one run where that takes longer."""
    sizes = {name: _times_for(one, round_s) for name, one in contestants.items()}
    seen: dict[str, list[float]] = {name: [] for name in contestants}
    names = list(contestants)
    for number in range(rounds):
        first = number % len(names)  # nobody always follows the same neighbour
        for name in names[first:] + names[:first]:
            seen[name].append(contestants[name](sizes[name]) / sizes[name])
    return {name: Times(tuple(values)) for name, values in seen.items()}
