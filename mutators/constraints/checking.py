"""Whether one constraint holds for the values of one input: the offenders, quoted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from mutators.constraints.evaluation import Places, Sides, Table, field_at, number, tables, token_at
from mutators.constraints.expressions import Exact, Expression, Number, Variable, evaluate
from mutators.constraints.graphs import graph_has
from mutators.constraints.records import (
    GRAPH,
    RELATIONS,
    SEQUENCE,
    Alphabet,
    Compare,
    Constraint,
    Decimals,
    Has,
    OneOf,
    Rank,
    Sum,
    Trait,
    number_has,
    sequence_has,
)
from mutators.formats.nodes import Format, Kind, List, Path, Repeat, Token, Value, Values, walk

_SHOWN = 60
_OF_SIZES = (Trait.EVEN, Trait.ODD)
"""Of a text these are said of its length."""


def offenders(constraint: Constraint, format: Format, values: Values, places: Places) -> Iterator[str]:
    """What breaks the constraint, at most one for each block of values; nothing where it cannot be told.

    All names of the constraint must have a place.
    """
    if isinstance(constraint, Compare):
        yield from _compare(constraint, format, values, places)
    elif isinstance(constraint, Sum):
        yield from _sum(constraint, format, values, places)
    elif isinstance(constraint, Has):
        yield from _has(constraint, format, values, places)
    elif isinstance(constraint, Rank):
        yield from _rank(constraint, format, values, places)
    else:
        yield from _texts(constraint, format, values, places)


def _sides(left: Expression, relation: str, right: Expression, format: Format, places: Places) -> Sides:
    kinds = {name: token.kind for name, path in places.items() if (token := token_at(format, path)) is not None}
    lists = frozenset(name for name, path in places.items() if isinstance(field_at(format, path), List))
    return Sides(left, relation, right, kinds, lists)


def _compare(constraint: Compare, format: Format, values: Values, places: Places) -> Iterator[str]:
    names = [one.name for one in constraint.variables]
    sides = _sides(constraint.left, constraint.relation, constraint.right, format, {name: places[name] for name in names})
    flat = not sides.sized
    for table in tables(format, values, places, names, flat):
        row = sides.offence(table)
        if row is not None:
            yield ", ".join(f"{name} = {_shown(_at(table, name, row))}" for name in names)


def _at(table: Table, name: str, row: int) -> Value:
    column = table.columns.get(name)
    if column is None:
        return table.single[name]
    return column[row] if row < len(column) else tuple(column)


def _sum(constraint: Sum, format: Format, values: Values, places: Places) -> Iterator[str]:
    names = list(dict.fromkeys(one.name for one in constraint.variables))
    sides = _sides(constraint.term, constraint.relation, constraint.bound, format, {name: places[name] for name in names})
    total: Exact = 0
    bound: Exact | None = None
    for table in tables(format, values, places, names):
        part, bound = sides.total(table), _bound(constraint, table)
        if part is None or bound is None:
            return
        if constraint.within_case:
            if not RELATIONS[constraint.relation](part, bound):
                yield f"sum of {constraint.term} = {part}"
        else:
            total += part
    if bound is not None and not constraint.within_case and not RELATIONS[constraint.relation](total, bound):
        yield f"sum of {constraint.term} = {total}"


def _bound(constraint: Sum, table: Table) -> Exact | None:
    if isinstance(constraint.bound, Number):
        return constraint.bound.value
    return evaluate(constraint.bound, lambda one: table.single.get(one.name))


def _rank(constraint: Rank, format: Format, values: Values, places: Places) -> Iterator[str]:
    name = constraint.variable.name
    for table in tables(format, values, places, [name]):
        for place, value in enumerate(table.columns.get(name, ())):
            if isinstance(value, int) and not constraint.holds(place, value):
                yield f"{name} = {value} at place {place + 1}"
                break


def _has(constraint: Has, format: Format, values: Values, places: Places) -> Iterator[str]:
    if constraint.trait in GRAPH:
        yield from _graph(constraint.trait, format, values)
        return
    names = [one.name for one in constraint.variables]
    if constraint.trait is Trait.COPRIME:
        for table in tables(format, values, places, names):
            for row in range(table.size):
                pair = [_at(table, name, row) for name in names]
                if all(isinstance(one, int) for one in pair) and math.gcd(*pair) != 1:  # type: ignore[arg-type]
                    yield ", ".join(f"{name} = {_shown(value)}" for name, value in zip(names, pair, strict=True))
                    break
        return
    for name in names:
        token = token_at(format, places[name])
        for table in tables(format, values, places, [name]):
            found = _sequence(constraint.trait, table, name) if constraint.trait in SEQUENCE else None
            offence = found if found is not None else _single(constraint.trait, table, name, token.kind if token else Kind.WORD)
            if offence is not None:
                yield f"{name} = {offence}"


def _sequence(trait: Trait, table: Table, name: str) -> str | None:
    column = table.columns.get(name)
    if column is None:
        return None
    if trait is Trait.DISTINCT:
        return None if len(set(column)) == len(column) else f"{_shown(_repeated(list(column)))} twice"
    try:
        numbers = [value if isinstance(value, int) else Fraction(str(value)) for value in column]
    except ValueError:
        return None
    return None if sequence_has(trait, numbers) is not False else _shown(tuple(column))


def _repeated(column: list[Value]) -> Value:
    seen: set[Value] = set()
    for value in column:
        if value in seen:
            return value
        seen.add(value)
    return ""


def _single(trait: Trait, table: Table, name: str, kind: Kind) -> str | None:
    """The first value without a trait of single values."""
    if trait in SEQUENCE:
        return None
    for value in table.columns.get(name) or (table.single.get(name, ""),):
        if trait is Trait.NO_LEADING_ZEROS:
            text = str(value).lstrip("+-")
            bad = len(text) > 1 and text[0] == "0" and text[1].isdecimal()
        else:
            plain = len(value) if kind is Kind.WORD and isinstance(value, str) and trait in _OF_SIZES else number(value, kind)
            bad = isinstance(plain, int) and number_has(trait, plain) is False
        if bad:
            return _shown(value)
    return None


def graph_of(format: Format) -> tuple[Path, Repeat] | None:
    """The block of edges of the format; None where there is none, or another block of pairs of numbers that may be it."""
    found = [(path, one) for path, one in walk(format.body) if isinstance(one, Repeat) and _pairs(one)]
    return found[0] if len(found) == 1 and found[0][1].edges else None


def _pairs(one: Repeat) -> bool:
    first = one.fields[:2]
    return len(first) == 2 and all(isinstance(item, Token) and item.kind is Kind.INTEGER for item in first)


def _graph(trait: Trait, format: Format, values: Values) -> Iterator[str]:
    place = graph_of(format)
    if place is None:
        return
    path, rows = place
    within = token_at(format, (*path, 0))
    for table in tables(format, values, {"u": (*path, 0), "v": (*path, 1)}, ["u", "v"]):
        edges = [
            (u, v)
            for u, v in zip(table.columns["u"], table.columns["v"], strict=True)
            if isinstance(u, int) and isinstance(v, int)
        ]
        vertices = within.within.of(table.context) if within is not None and within.within is not None else None
        if graph_has(trait, edges, vertices) is False:
            yield f"{rows.name} = {_shown(tuple(edges))}"


def _texts(constraint: Alphabet | OneOf | Decimals, format: Format, values: Values, places: Places) -> Iterator[str]:
    for one in constraint.variables:
        for table in tables(format, values, places, [one.name]):
            column = table.columns.get(one.name)
            for value in column if column is not None else (table.single[one.name],):
                if not isinstance(value, tuple) and not constraint.holds(str(value)):
                    yield f"{one.name} = {_shown(value)}"
                    break


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def names_of(constraint: Constraint) -> tuple[Variable, ...]:
    """The variables of the constraint."""
    return tuple(dict.fromkeys(constraint.variables))
