"""Values brought back within their limits after an edit: what lies outside is drawn anew, what a trait asks for is imposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from mutators.formats.nodes import Atom, Field, Kind, Line, List, Repeat, Token, Value, Values
from mutators.generation.domains import Domain
from mutators.generation.filling import as_number, written
from mutators.generation.knowledge import Knowledge
from mutators.generation.ordering import imposed
from mutators.generation.ranking import within
from mutators.generation.relations import span
from mutators.generation.sorts import mended


def repaired(knowledge: Knowledge, values: Values, rng: Random) -> Values:
    """The values with every number that is outside of its range replaced by one inside, where one is left. Sizes stay."""
    return _block(knowledge, knowledge.format.fields, values, {}, rng)


def _block(knowledge: Knowledge, block: Sequence[Field], values: Values, around: Mapping[str, object], rng: Random) -> Values:
    known = dict(around)
    found: list[Value] = []
    for one, value in zip(block, values, strict=True):
        if isinstance(one, Token):
            assert not isinstance(value, tuple)
            domain = knowledge.domains[one.name]
            if one.kind in (Kind.INTEGER, Kind.DECIMAL) and not domain.counting and not domain.words:
                value = _number(knowledge, domain, value, known, rng)
            known[one.name] = as_number(value) if one.kind is not Kind.WORD else value
        elif isinstance(one, List):
            assert isinstance(value, tuple)
            value = _list(knowledge, knowledge.domains[one.name], value, known, rng)
        else:
            assert isinstance(value, tuple)
            value = _rows(knowledge, one, value, known, rng)
        found.append(value)
    return tuple(found)


def _number(knowledge: Knowledge, domain: Domain, value: Atom, known: Mapping[str, object], rng: Random) -> Atom:
    number = as_number(value)
    if isinstance(number, str):
        return value
    unit = 10**domain.decimals
    low, high = span(domain.name, domain.low, domain.high, domain.relations, known, knowledge.reach, domain.decimals)
    ticks = number * unit
    if low > high or low <= ticks <= high:
        for one in domain.relations:
            if one.relation == "≠" and not one.possible({**known, domain.name: number}, knowledge.reach) and low < high:
                return written(int(ticks) + 1 if ticks < high else low, domain)
        return value
    # what pointed beyond the end points to the end, or to where it comes out when counted around
    return written(rng.choice((low, high, low + int(ticks - low) % (high - low + 1))), domain)


def _list(knowledge: Knowledge, domain: Domain, values: Values, known: Mapping[str, object], rng: Random) -> Values:
    if domain.text or domain.words or domain.token.kind is not Kind.INTEGER:
        return values
    low, high = span(domain.name, domain.low, domain.high, domain.relations, known, knowledge.reach)
    numbers = [value for value in values if isinstance(value, int)]
    if low > high or len(numbers) < len(values):
        return values
    width = high - low + 1
    inside = [value if low <= value <= high else low + (value - low) % width for value in numbers]
    inside = imposed(inside, domain.traits, domain.base, low, high, rng)
    return tuple(within(inside, domain.ranks, low, high) if domain.ranks else inside)


def _rows(knowledge: Knowledge, one: Repeat, rows: Values, known: Mapping[str, object], rng: Random) -> Values:
    if one.name in knowledge.sorts:
        plain = [row for row in rows if isinstance(row, tuple)]
        return tuple(mended(knowledge.sorts[one.name], plain, known, knowledge.reach, rng))
    found: list[Values] = []
    for row in rows:
        assert isinstance(row, tuple)
        found.append(_block(knowledge, one.fields, row, known, rng))
    if len(one.body) > 1 or not isinstance(one.body[0], Line):
        return tuple(found)
    for place, item in enumerate(one.fields):
        domain = knowledge.domains.get(item.name)
        if domain is None or not isinstance(item, Token) or item.kind is not Kind.INTEGER:
            continue
        if not domain.traits and not domain.ranks:
            continue
        numbers = [value for row in found if isinstance(value := row[place], int)]
        if len(numbers) == len(found):
            fixed = imposed(numbers, domain.traits, domain.base, domain.low, domain.high, rng)
            fixed = within(fixed, domain.ranks, domain.low, domain.high) if domain.ranks else fixed
            found = [(*row[:place], new, *row[place + 1 :]) for row, new in zip(found, fixed, strict=True)]
    return tuple(found)
