"""Rows that never speak of themselves: lists and columns of numbers of rows in which no row has its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from mutators.formats.columns import Columns
from mutators.formats.columns import Sequence as Seen
from mutators.formats.nodes import Atom, Format, Kind, List, Repeat, Token, walk

_SELF = re.compile(
    r"\b(?:no(?:body|t|r| one|ne)?|never|n't|different|other|distinct|without)\b[^.;]{0,90}\b(?:\w+sel(?:f|ves)\b"
    r"|(?:his|her|its|their) own\b)",
    re.IGNORECASE,
)
"""`Nobody is a friend of herself`."""


def apart_from_own(format: Format, seen: Columns, text: str) -> tuple[str, ...]:
    """The names of the lists of rows in which no row of any example has its own number; of columns (and lists that have a
    number for each thing) those that the statement says it of, too.
    """
    said = _SELF.search(text) is not None
    found = []
    for path, one in walk(format.body):
        token = one.token if isinstance(one, List) else one
        if isinstance(token, Repeat) or token.kind is not Kind.INTEGER or token.within is None:
            continue
        rows = _rows(format, path, one, seen.get(token.name, ()))
        if rows is not None and any(rows) and not _broken(rows, token.index_base) and (said or _of_rows(format, path, one)):
            found.append(token.name)
    return tuple(found)


def own_offenders(format: Format, seen: Columns, names: Sequence[str]) -> Iterator[str]:
    """Why rows have what they must not."""
    for path, one in walk(format.body) if names else ():
        token = one.token if isinstance(one, List) else one
        if isinstance(token, Token) and token.name in names:
            rows = _rows(format, path, one, seen.get(token.name, ()))
            if rows is None or _broken(rows, token.index_base):
                yield f"{token.name}: the number of its own row"


Grouped = list[tuple[int, Sequence[Atom]]]
"""Place of a row -> the numbers in it."""


def _rows(format: Format, path: tuple[int, ...], one: object, found: Sequence[Seen]) -> Grouped | None:
    """The numbers of each row with its place; None where there are not as many rows as things that they number."""
    token = one.token if isinstance(one, List) else one
    assert isinstance(token, Token) and token.within is not None
    rows: Grouped = []
    if not _of_rows(format, path, one):
        for seq in found:
            if seq.alone or token.within.of(seq.scope) != len(seq.values):
                return None
            rows += [(place, (value,)) for place, value in enumerate(seq.values)]
        return rows
    place = left = 0
    for seq in found:
        if not left:
            place, left = 0, token.within.of(seq.scope) or 1
        rows.append((place, seq.values))
        place, left = place + 1, left - 1
    return rows if not left else None


def _of_rows(format: Format, path: tuple[int, ...], one: object) -> bool:
    """Whether it is a list of which each row of a block has one, as many rows as the numbers go."""
    block = dict(walk(format.body)).get(path[:-1])
    token = one.token if isinstance(one, List) else None
    return token is not None and isinstance(block, Repeat) and block.count is not None and block.count == token.within


def _broken(rows: Grouped, base: int) -> bool:
    return any(place + base in values for place, values in rows)


def row_without(values: Sequence[Atom], own: int, low: int, high: int, rng: Random, distinct: bool) -> tuple[Atom, ...] | None:
    """The numbers of a row without its own: another of low..high in its place. None where no other is left."""
    found = list(values)
    for place, value in enumerate(found):
        if value != own:
            continue
        taken = {own, *(found if distinct else ())}
        tries = [rng.randint(low, high) for _ in range(20)]
        other = next((one for one in tries if one not in taken), None)
        if other is None:
            other = next((one for one in range(low, min(high, low + len(taken)) + 1) if one not in taken), None)
        if other is None:
            return None
        found[place] = other
    return tuple(found)


def column_without(values: Sequence[int], base: int, low: int, high: int, rng: Random, distinct: bool) -> list[int]:
    """A column in which no row has its own number; those that have are moved on among each other where all are distinct."""
    found = list(values)
    own = [place for place, value in enumerate(found) if value == place + base]
    if distinct and own and len(found) > 1:
        if len(own) == 1:
            own.append(rng.choice([place for place in range(len(found)) if place != own[0]]))
        moved = [found[place] for place in own]
        for place, value in zip(own, [*moved[1:], moved[0]], strict=True):
            found[place] = value
    elif low < high:
        for place in own:
            number = rng.randint(low, high - 1)
            found[place] = number + (number >= place + base)
    return found
