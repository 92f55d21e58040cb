"""A single number of an input set to what its lists can make: a target that is met, or nearly."""

from __future__ import annotations

from random import Random

from mutators.formats.nodes import Field, Kind, List, Repeat, Token, Value, Values
from mutators.generation.filling import Filler, Impossible
from mutators.generation.knowledge import Knowledge
from mutators.generation.styles import Style


def aimed(knowledge: Knowledge, values: Values, rng: Random) -> Values | None:
    """The values with one of the outer numbers, no size, set to a sum, difference or element; None where there is none."""
    block = knowledge.format.fields
    places = [
        place
        for place, one in enumerate(block)
        if isinstance(one, Token) and one.kind is Kind.INTEGER and not _fixed(knowledge, one.name)
    ]
    pool = [number for one, value in zip(block, values, strict=True) for number in _numbers(one, value, rng)]
    if not places or not pool:
        return None
    place = rng.choice(places)
    some = rng.sample(pool, min(len(pool), rng.choice((1, 2, 2, 3, len(pool)))))
    way = rng.randrange(4)
    target = sum(some) if way < 2 else some[0] - some[-1] if way == 2 else some[0] * some[-1]
    target += rng.choice((0, 0, 0, 1, -1))
    one = block[place]
    domain = knowledge.domains[one.name]
    known: dict[str, object] = {
        other.name: value for other, value in zip(block, values, strict=True) if isinstance(other, Token) and other is not one
    }
    try:
        low, high = Filler(knowledge, rng, Style(), {}).span(domain, known)
    except Impossible:
        return None
    return (*values[:place], target, *values[place + 1 :]) if low <= target <= high else None


def _fixed(knowledge: Knowledge, name: str) -> bool:
    domain = knowledge.domains[name]
    return domain.counting or domain.indexed or bool(domain.words)


def _numbers(one: Field, value: Value, rng: Random) -> list[int]:
    """Some numbers of a list, or of one column of rows."""
    if not isinstance(value, tuple) or not value:
        return []
    if isinstance(one, List):
        return [number for number in rng.sample(value, min(len(value), 50)) if isinstance(number, int)]
    if isinstance(one, Repeat) and one.fields:
        place = rng.randrange(len(one.fields))
        rows = rng.sample(value, min(len(value), 50))
        return [number for row in rows if isinstance(row, tuple) and isinstance(number := row[place], int)]
    return []
