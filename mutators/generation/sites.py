"""Places in the values of an input: picked at random, read and replaced."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from mutators.formats.nodes import Field, List, Repeat, Token, Value, Values

Route = tuple[int, ...]
"""Where a value stands: place of the field, number of the row, place of the field in it, and so on."""


def pick(block: Sequence[Field], values: Values, rng: Random) -> tuple[Route, Field] | None:
    """A random field of a random row, the outer ones about as likely as all inner ones; None where there is nothing."""
    if not block:
        return None
    place = rng.randrange(len(block))
    one, value = block[place], values[place]
    if isinstance(one, Repeat) and isinstance(value, tuple) and value and rng.random() < 0.6:
        row = rng.randrange(len(value))
        inner = value[row]
        assert isinstance(inner, tuple)
        found = pick(one.fields, inner, rng)
        return None if found is None else ((place, row, *found[0]), found[1])
    return (place,), one


def same(route: Route, values: Values, rng: Random) -> Value | None:
    """The value of the same field in other values, in random rows of it; None where a repetition on the way is empty."""
    found: Value = values
    for depth, step in enumerate(route):
        assert isinstance(found, tuple)
        if depth % 2:
            if not found:
                return None
            step = rng.randrange(len(found))
        found = found[step]
    return found


def at(values: Values, route: Route) -> Value:
    """What stands there."""
    found: Value = values
    for step in route:
        assert isinstance(found, tuple)
        found = found[step]
    return found


def replaced(values: Values, route: Route, new: Value) -> Values:
    """The values with another one there."""
    inner = new if len(route) == 1 else replaced(_tuple(values[route[0]]), route[1:], new)
    return (*values[: route[0]], inner, *values[route[0] + 1 :])


def known(block: Sequence[Field], values: Values, route: Route) -> dict[str, object]:
    """The single tokens of the block there and of those around it, the field itself left out."""
    found: dict[str, object] = {}
    for depth in range(0, len(route), 2):
        for place, (one, value) in enumerate(zip(block, values, strict=True)):
            if isinstance(one, Token) and place != route[depth]:
                found[one.name] = value
        if depth + 2 < len(route):
            here = block[route[depth]]
            assert isinstance(here, Repeat)
            block, values = here.fields, _tuple(_tuple(values[route[depth]])[route[depth + 1]])
    return found


def _tuple(value: Value) -> Values:
    assert isinstance(value, tuple)
    return value


def is_sequence(one: Field) -> bool:
    return isinstance(one, List | Repeat)
