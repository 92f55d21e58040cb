"""Sequences made to have the traits that they must have: sorted, distinct, a permutation, even."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from random import Random

from mutators.constraints.records import Trait, number_has
from mutators.generation.domains import Domain, Traits

_SINGLE = (Trait.EVEN, Trait.ODD, Trait.PRIME, Trait.POWER_OF_TWO)
_STRICT = frozenset((Trait.DISTINCT, Trait.INCREASING, Trait.DECREASING))
_RISING = frozenset((Trait.NON_DECREASING, Trait.INCREASING))
_FALLING = frozenset((Trait.NON_INCREASING, Trait.DECREASING))


def most(traits: Traits, low: int, high: int) -> int | None:
    """How many values there can be at most; None: any number."""
    if Trait.PERMUTATION in traits or traits & _STRICT:
        return max(0, high - low + 1)
    return None


def imposed(values: list[int], traits: Traits, base: int, low: int, high: int, rng: Random) -> list[int]:
    """Numbers of low..high with the traits, as near to `values` as is easily had; as they are where there are too few."""
    if not traits:
        return values
    if Trait.PERMUTATION in traits:
        return _ranks(values, base, rng)
    for trait in _SINGLE:
        if trait in traits:
            values = [single(trait, value, low, high) for value in values]
    if traits & _STRICT:
        values = _distinct(values, low, high, rng)
    if traits & _RISING:
        values = sorted(values)
    if traits & _FALLING:
        values = sorted(values, reverse=True)
    return values


def _ranks(values: list[int], base: int, rng: Random) -> list[int]:
    """The permutation that orders the places as the values do; ties at random or from left to right."""
    places = list(range(len(values)))
    if rng.random() < 0.5:
        rng.shuffle(places)
    found = [0] * len(values)
    for rank, place in enumerate(sorted(places, key=values.__getitem__)):
        found[place] = rank + base
    return found


def single(trait: Trait, value: int, low: int, high: int) -> int:
    """The next number upwards from `value`, or from `low` again, that has the trait; `value` if none is near."""
    if trait is Trait.POWER_OF_TWO:
        power: int = 1 << (max(value, 1).bit_length() - 1)
        return int(power if power >= low else min(2 * power, high))
    upwards, downwards = range(value, min(high, value + 2000) + 1), range(value, max(low, value - 2000) - 1, -1)
    return next((candidate for candidate in chain(upwards, downwards) if number_has(trait, candidate)), value)


def _distinct(values: list[int], low: int, high: int, rng: Random) -> list[int]:
    """Repeated values replaced by others that are free: the next ones where there is room, so that a shape is kept."""
    width = high - low + 1
    if len(values) > width or len(set(values)) == len(values):
        return values
    if width <= 4 * len(values):
        taken = set(values)
        free = [value for value in range(low, high + 1) if value not in taken]
        if rng.random() < 0.5:
            rng.shuffle(free)
        return _others_for_repeated(values, iter(free))
    seen: set[int] = set()
    last: dict[int, int] = {}
    found = []
    for value in values:
        start = value
        value = last.get(value, value)
        while value in seen:
            value = value + 1 if value < high else low
        last[start] = value
        seen.add(value)
        found.append(value)
    return found


def _others_for_repeated(values: list[int], free: Iterator[int]) -> list[int]:
    seen: set[int] = set()
    found = []
    for value in values:
        if value in seen:
            value = next(free)
        seen.add(value)
        found.append(value)
    return found


def traits_of(domain: Domain, soft: bool) -> Traits:
    """The traits to impose."""
    return domain.traits | domain.soft if soft else domain.traits
