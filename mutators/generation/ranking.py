"""Elements that are bounded by their own numbers, such as the parents in a tree: brought within, in the shapes of trees."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from mutators.constraints.records import Rank

Choice = Callable[[Random, int, int], int]
"""(rng, least, greatest) -> a value of one place."""

WAYS: Mapping[str, Choice] = {
    "path": lambda rng, low, high: high,
    "star": lambda rng, low, high: low,
    "recent": lambda rng, low, high: max(low, high - rng.randint(0, 3)),
    "binary": lambda rng, low, high: low + (high - low) // 2,
    "random": lambda rng, low, high: low + int(rng.random() * (high - low + 1)),
    "caterpillar": lambda rng, low, high: high - high % 2 if high - high % 2 >= low else low,
}
KEPT = 0.4
"""Share of the sequences whose own shape is kept, stretched to what each place allows."""


def ranked(values: Sequence[int], ranks: Sequence[Rank], low: int, high: int, rng: Random) -> list[int]:
    """As many values as there are, each within `low`..`high` and what its place allows; `low` where that is nothing."""
    kept = rng.random() < KEPT
    choose = WAYS[rng.choice(list(WAYS))]
    width = high - low + 1
    found = []
    for place, value in enumerate(values):
        least, most = ends(ranks, place, low, high)
        if least > most:
            new = low
        elif kept:
            new = least + (value - low) * (most - least + 1) // width
        else:
            new = choose(rng, least, most)
        found.append(_apart(new, ranks, place, least, most))
    return found


def within(values: Sequence[int], ranks: Sequence[Rank], low: int, high: int) -> list[int]:
    """The values, those outside of what their places allow counted around into it."""
    found = []
    for place, value in enumerate(values):
        least, most = ends(ranks, place, low, high)
        inside = value if least <= value <= most or least > most else least + (value - least) % (most - least + 1)
        found.append(_apart(inside, ranks, place, least, most))
    return found


def ends(ranks: Sequence[Rank], place: int, low: int, high: int) -> tuple[int, int]:
    """The least and greatest value at a place of a sequence over `low`..`high`."""
    for one in ranks:
        least, most = one.ends(place)
        low = low if least is None else max(low, least)
        high = high if most is None else min(high, most)
    return low, high


def _apart(value: int, ranks: Sequence[Rank], place: int, low: int, high: int) -> int:
    """The value, or the next one where the ranks forbid just this."""
    if all(one.holds(place, value) for one in ranks if one.relation == "≠"):
        return value
    return value + 1 if value < high else max(low, value - 1)
