"""Edits of a sequence of anything: elements of a list, rows of a repetition, whole cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from mutators.formats.nodes import Value, Values

Edit = Callable[[Values, Values, Random], Values | None]
"""(elements, those of the same field in another input, rng) -> other elements; None where it does not apply."""


def duplicate(items: Values, other: Values, rng: Random) -> Values | None:
    if not items:
        return None
    place, to = rng.randrange(len(items)), rng.randint(0, len(items))
    return (*items[:to], *[items[place]] * rng.choice((1, 1, 1, 2, 5)), *items[to:])


def delete(items: Values, other: Values, rng: Random) -> Values | None:
    if not items:
        return None
    place = rng.choice((0, len(items) - 1, rng.randrange(len(items))))
    return items[:place] + items[place + 1 :]


def cut(items: Values, other: Values, rng: Random) -> Values | None:
    """A part of it alone."""
    if len(items) < 2:
        return None
    start = rng.choice((0, rng.randrange(len(items))))
    return items[start : rng.randint(start + 1, len(items))]


def swap(items: Values, other: Values, rng: Random) -> Values | None:
    if len(items) < 2:
        return None
    one, two = rng.sample(range(len(items)), 2)
    found = list(items)
    found[one], found[two] = found[two], found[one]
    return tuple(found)


def in_order(items: Values, other: Values, rng: Random) -> Values | None:
    return tuple(sorted(items, key=_key, reverse=rng.random() < 0.4))


def _key(value: Value) -> tuple[object, ...]:
    if isinstance(value, tuple):
        return (2, *map(_key, value))
    return (0, value, "") if isinstance(value, int) else (1, 0, value)


def backwards(items: Values, other: Values, rng: Random) -> Values | None:
    return items[::-1]


def shuffle(items: Values, other: Values, rng: Random) -> Values | None:
    return tuple(rng.sample(items, len(items)))


def rotate(items: Values, other: Values, rng: Random) -> Values | None:
    place = rng.randrange(len(items)) if items else 0
    return items[place:] + items[:place]


def make_equal(items: Values, other: Values, rng: Random) -> Values | None:
    return (rng.choice(items),) * len(items) if items else None


def repeat_some(items: Values, other: Values, rng: Random) -> Values | None:
    """Some elements in the place of others: ties."""
    return tuple([rng.choice(items) if rng.random() < 0.3 else one for one in items]) if items else None


def double(items: Values, other: Values, rng: Random) -> Values | None:
    if not items:
        return None
    return (*items, *(items if rng.random() < 0.5 else items[::-1])) * rng.choice((1, 1, 2))


def splice(items: Values, other: Values, rng: Random) -> Values | None:
    """The start of one and the end of the other, or a few of the other in the middle."""
    if not other:
        return None
    if rng.random() < 0.5:
        return items[: rng.randint(0, len(items))] + other[rng.randint(0, len(other)) :]
    start, to = rng.randrange(len(other)), rng.randint(0, len(items))
    return items[:to] + other[start : start + rng.randint(1, 5)] + items[to:]


def concatenate(items: Values, other: Values, rng: Random) -> Values | None:
    return items + other if other else None


def replace_all(items: Values, other: Values, rng: Random) -> Values | None:
    return other if other else None


EDITS: Mapping[str, Edit] = {
    "duplicate": duplicate,
    "delete": delete,
    "cut": cut,
    "swap": swap,
    "sort": in_order,
    "reverse": backwards,
    "shuffle": shuffle,
    "rotate": rotate,
    "make_equal": make_equal,
    "repeat_some": repeat_some,
    "double": double,
    "splice": splice,
    "concatenate": concatenate,
    "replace_all": replace_all,
}
