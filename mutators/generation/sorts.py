"""Rows of several sorts, told apart by their first token: drawn within what holds for each sort, in many mixtures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from mutators.constraints import Bound
from mutators.constraints.evaluation import field_at
from mutators.constraints.limits import stated_ends
from mutators.constraints.tagging import Tagged, everything
from mutators.formats.nodes import Kind, List, Repeat, Token, Value, Values
from mutators.formats.parsing import integer
from mutators.generation.relations import Reach, Relation, relation_of, span
from mutators.generation.shapes import number

MIXTURES = ("even", "even", "weighted", "phases", "alternating", "mostly_one")


@dataclass(frozen=True, slots=True)
class SortRows:
    """How the rows that begin with `tag` are drawn: for each value behind it a range, relations, and words for a text."""

    tag: Value
    columns: tuple[str, ...]
    ranges: tuple[tuple[int, int], ...]
    relations: tuple[Relation, ...]
    words: tuple[tuple[str, ...], ...]
    text: bool
    """Whether values are kept as text."""
    listed: bool
    """Whether the values behind the tag are a list of the format."""

    def tight(self, known: Mapping[str, object], reach: Reach) -> SortRows | None:
        """The same with the ranges that are left once the numbers around the rows are known; None where one is empty."""
        ranges = dict(zip(self.columns, self.ranges, strict=True))
        for _ in range(2):
            for name in self.columns:
                about = [one for one in self.relations if name in one.names]
                ranges[name] = span(name, *ranges[name], about, known, lambda one: ranges.get(one) or reach(one))
                if ranges[name][0] > ranges[name][1]:
                    return None
        return replace(self, ranges=tuple(ranges.values()))

    def row(self, known: Mapping[str, object], reach: Reach, rng: Random, extreme: float) -> Values | None:
        """A row; None where nothing is left for a value. `extreme`: how often a value is at an end of its range."""
        here = dict(known)
        found: list[Value] = []
        ranges = dict(zip(self.columns, self.ranges, strict=True))
        for place, name in enumerate(self.columns):
            if self.words[place]:
                found.append(rng.choice(self.words[place]))
                continue
            about = [one for one in self.relations if name in one.names]
            low, high = span(name, *ranges[name], about, here, lambda one: ranges.get(one) or reach(one))
            if low > high:
                return None
            way = rng.random()
            value = number(rng, low, high) if way < 0.8 else rng.randint(low, high)
            value = rng.choice((low, high)) if way < extreme else value
            if any(one.relation == "≠" and not one.possible({**here, name: value}, reach) for one in about):
                value = value + 1 if value < high else max(low, value - 1)
            here[name] = value
            found.append(str(value) if self.text else value)
        return (self.tag, tuple(found)) if self.listed else (self.tag, *found)

    def fits(self, row: Values, known: Mapping[str, object], reach: Reach) -> bool:
        """Whether a row that begins with the tag is one of these, its ranges being `tight`."""
        values = row[1] if self.listed else row[1:]
        if not isinstance(values, tuple) or len(values) != len(self.columns):
            return False
        numbers = [integer(value) if isinstance(value, str) else value for value in values]
        here = {**known, **dict(zip(self.columns, numbers, strict=True))}
        for value, words, (low, high) in zip(numbers, self.words, self.ranges, strict=True):
            if not words and not (isinstance(value, int) and low <= value <= high):
                return False
        return all(one.possible(here, reach) for one in self.relations)


def sorts(bound: Bound, told: Mapping[str, str]) -> dict[str, tuple[SortRows, ...]]:
    """Name of each block of rows of several sorts -> how they are drawn. `told`: the format's names of the statement's."""
    return {
        node.name: tuple(_sort_rows(bound, block, node, told))
        for block in bound.tagged
        if isinstance(node := field_at(bound.format, block.path), Repeat)
    }


def _sort_rows(bound: Bound, block: Tagged, node: Repeat, told: Mapping[str, str]) -> list[SortRows]:
    first, last = node.fields[0], node.fields[-1]
    assert isinstance(first, Token)
    constraints = [*bound.constraints, *bound.observed, *(one for sort in block.sorts for one in everything(sort))]
    lows, highs = stated_ends(bound.format, constraints, dict(bound.places))
    rows = []
    for sort in block.sorts:
        names = {**told, **{name: name for name in sort.columns}}
        ranges = []
        for name in sort.columns:
            low, high = lows.get(name), highs.get(name)
            least = int(low.value) if low else 0
            ranges.append((least, max(least, int(high.value)) if high else least))
        compares = [one for one in everything(sort) if all(name.name in names for name in one.variables)]
        relations = tuple(relation_of(one, names) for one in compares if len(one.variables) > 1)
        kind = last.token.kind if isinstance(last, List) else Kind.INTEGER
        tag: Value = int(sort.tag) if first.kind is Kind.INTEGER else sort.tag
        rows.append(
            SortRows(tag, sort.columns, tuple(ranges), relations, sort.words, kind is Kind.WORD, isinstance(last, List))
        )
    return rows


def mixed(
    of: Sequence[SortRows], total: int, known: Mapping[str, object], reach: Reach, rng: Random, large: bool
) -> list[Values]:
    """`total` rows in some mixture, every sort among them where there is room; fewer where some cannot be drawn."""
    possible = [one for sort in of if (one := sort.tight(known, reach)) is not None]
    if not possible or not total:
        return []
    way = rng.choice(MIXTURES)
    extreme = rng.choice((0.05, 0.3, 0.6)) if large else rng.choice((0.0, 0.1, 0.5))
    order = rng.sample(possible, len(possible))
    if way == "phases":
        chosen = [order[place * len(order) // total] for place in range(total)]
    elif way == "alternating":
        chosen = [order[place % len(order)] for place in range(total)]
    else:
        weights = [1.0 if way == "even" else rng.random() ** 2 + 0.02 for _ in order]
        if way == "mostly_one":
            weights[0] = 20.0 * len(order)
        chosen = rng.choices(order, weights, k=total)
        places = rng.sample(range(total), min(total, len(order)))
        for one, place in zip(order, places, strict=False):
            chosen[place] = one
    found = [one.row(known, reach, rng, extreme) for one in chosen]
    return [row for row in found if row is not None]


def mended(
    of: Sequence[SortRows], rows: Sequence[Values], known: Mapping[str, object], reach: Reach, rng: Random
) -> list[Values]:
    """The rows, those that hold what their sort may not have drawn anew; they stay where nothing can be drawn."""
    possible = {str(sort.tag): one for sort in of if (one := sort.tight(known, reach)) is not None}
    found = []
    for row in rows:
        sort = possible.get(str(row[0]))
        fresh = sort.row(known, reach, rng, 0.2) if sort is not None and not sort.fits(row, known, reach) else None
        found.append(row if fresh is None else fresh)
    return found
