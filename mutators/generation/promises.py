"""What holds of an input as a whole, beyond single values: what a statement promises and every example bears out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from mutators.formats.columns import Columns, columns
from mutators.formats.columns import Sequence as Values
from mutators.formats.nodes import Atom, Format, Kind, Repeat, Token, walk
from mutators.formats.nodes import Values as Block
from mutators.generation.figures import overlap, repeated, some_collinear, some_on_a_ray
from mutators.generation.lattices import Lattice
from mutators.generation.layouts import Figure, meet
from mutators.generation.lines import Lines
from mutators.generation.moments import moment
from mutators.generation.own import own_offenders
from mutators.generation.references import Reference, references_of
from mutators.generation.tables import Square, tables_of
from mutators.generation.unsigned import apart, numbers
from mutators.generation.ways import Way


@dataclass(frozen=True, slots=True)
class Promises:
    """What is kept to, each by the name of the block or field that it is about.

    `grids`: rules of grids. `points`: blocks of which the first two numbers of each row are a point, no two the same; those of
    them in `bent` have no three points on a line. `apart`: blocks of intervals that do not overlap, with whether they may
    touch; those in `ordered` stand in their order. `peaks`: fields whose greatest value stands there once. `sorted_by`: blocks
    of which the first number never falls.
    """

    grids: tuple[tuple[str, Lattice], ...] = ()
    points: tuple[str, ...] = ()
    bent: tuple[str, ...] = ()
    apart: tuple[tuple[str, bool], ...] = ()
    ordered: tuple[str, ...] = ()
    peaks: tuple[str, ...] = ()
    figures: tuple[tuple[str, Figure, bool], ...] = ()
    """Blocks of figures that do not meet, and whether they may touch."""
    ways: tuple[tuple[str, Way], ...] = ()
    """Blocks of edges along which ways lead."""
    later: tuple[tuple[str, str], ...] = ()
    """Pairs of texts of one form, such as times of day or dates, of which the second is always the later."""
    tables: tuple[tuple[str, Square], ...] = ()
    """Rules of square tables, by the name of the list of a row."""
    once: tuple[str, ...] = ()
    """Fields of which no value stands twice in an input."""
    shared: tuple[str, ...] = ()
    """Lists that have the numbers 1, 2, ... between them, each once."""
    others: tuple[str, ...] = ()
    """Lists of rows, and columns, of numbers of rows of which none is its own row's."""
    lines: tuple[tuple[str, Lines], ...] = ()
    """Texts that are lines of keywords and numbers."""
    rays: tuple[str, ...] = ()
    """Blocks of points of which no two are on a line with the origin, and none is the origin."""
    not_earlier: tuple[tuple[str, str], ...] = ()
    """The same with pairs that may be of one moment."""
    rising: tuple[str, ...] = ()
    """Fields of dates or times that never go back."""
    unsigned: tuple[str, ...] = ()
    """Fields of which no absolute value stands twice in a sequence."""

    references: tuple[Reference, ...] = ()
    """Lists of names of rows."""

    def broken(self, format: Format, seen: Columns) -> Iterator[str]:
        """Why these values do not keep what was promised."""
        yield from (f"{one.listed}: {why}" for one in self.references if (why := one.broken(seen)))
        for name, grid in self.grids:
            for one in seen.get(name, ()):
                why = grid.broken([str(row) for row in one.values])
                if why:
                    yield f"{name}: {why}"
        for block, pairs in pairs_of_rows(format, seen):
            if block in self.bent and some_collinear(pairs):
                yield f"{block}: three points on a line, or too many to see that there are none"
            if block in self.rays and some_on_a_ray(pairs):
                yield f"{block}: two points on a line with the origin"
            if block in self.points and repeated(pairs):
                yield f"{block}: two points are the same"
            for name, touching in self.apart:
                if name == block and overlap(pairs, touching):
                    yield f"{block}: two intervals overlap"
            if block in self.ordered and any(one[0] > other[0] for one, other in pairwise(pairs)):
                yield f"{block}: not in the order of every example"
        for name, shown in self.lines:
            for found in seen.get(name, ()):
                why = shown.broken([str(value) for value in found.values])
                if why:
                    yield f"{name}: {why}"
        yield from self._more_broken(format, seen)
        yield from own_offenders(format, seen, self.others)
        for name in self.peaks:
            if not all(map(has_peak, seen.get(name, ()))):
                yield f"{name}: the greatest value stands there twice"

    def follows(self, one: str, other: str, first: str, second: str) -> bool:
        """Whether the second may stand behind the first, for values of such a pair of fields."""
        a, b = moment(first), moment(second)
        return a is not None and b is not None and (a < b or (a == b and (one, other) in self.not_earlier))

    def _more_broken(self, format: Format, seen: Columns) -> Iterator[str]:
        for name, figure, touching in self.figures:
            for rows in rows_of_numbers(format, seen, name):
                if meet(figure, rows, touching):
                    yield f"{name}: two of them meet"
        for name, way in self.ways:
            for edges, vertices, base in graphs_of_rows(format, seen, name):
                if not way.leads(edges, vertices, base):
                    yield f"{name}: no way leads there"
        for one, other in (*self.later, *self.not_earlier):
            for first, second in zip(seen.get(one, ()), seen.get(other, ()), strict=True):
                if not all(self.follows(one, other, str(a), str(b)) for a, b in zip(first.values, second.values, strict=True)):
                    yield f"{other} is not after {one}"
        for name in self.unsigned:
            if not all(one.alone or apart(numbers(one.values)) for one in seen.get(name, ())):
                yield f"{name}: an absolute value stands twice"
        for name in self.rising:
            for column in seen.get(name, ()):
                if any((moment(str(a)) or ()) > (moment(str(b)) or ()) for a, b in pairwise(column.values)):
                    yield f"{name}: it goes back"
        for name, square in self.tables:
            for table in tables_of(seen.get(name, ())):
                why = square.broken(table)
                if why:
                    yield f"{name}: {why}"
        for parts in zip(*[seen.get(name, ()) for name in self.shared], strict=True):
            if not is_shared_out([one.values for one in parts]):
                yield f"{', '.join(self.shared)}: not 1, 2, ... between them"
        for name in self.once:
            values = [value for one in seen.get(name, ()) for value in one.values]
            if len(set(values)) < len(values):
                yield f"{name}: a value stands twice in the input"


def borne_out(kept: Promises, format: Format, examples: Iterable[Block], text: str = "") -> Promises:
    """The promises, of those that nothing stands twice in an input only the ones that no single example breaks, and more that
    only single examples show.
    """
    examples = list(examples)
    once = set(kept.once)
    for values in examples if once else ():
        seen = columns(format.body, [values])
        for name in kept.once:
            found = [value for one in seen.get(name, ()) for value in one.values]
            if len(set(found)) < len(found):
                once.discard(name)
    names = tuple(name for name in kept.once if name in once)
    return replace(kept, once=names, references=tuple(references_of(format, examples, text)))


def is_shared_out(parts: Iterable[Iterable[Atom]]) -> bool:
    """Whether the parts have 1, 2, ... between them, each once."""
    values = [value for part in parts for value in part]
    return set(values) == set(range(1, len(values) + 1))


def pairs_of_rows(format: Format, seen: Columns) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The name of each block with the first two numbers of its rows, once for each time that it stands in an input."""
    for _, one in walk(format.body):
        if not isinstance(one, Repeat) or len(one.body) > 1 or isinstance(one.body[0], Repeat):
            continue
        numbers = coordinates(one)
        if len(numbers) < 2:
            continue
        digits = max(item.seen.decimals for item in numbers)
        for xs, ys in zip(seen.get(numbers[0].name, ()), seen.get(numbers[1].name, ()), strict=True):
            pairs = zip((ticks(x, digits) for x in xs.values), (ticks(y, digits) for y in ys.values), strict=True)
            yield one.name, [(x, y) for x, y in pairs if x is not None and y is not None]


def coordinates(one: Repeat) -> list[Token]:
    """The first two whole numbers of the rows of a block; those with a point where there are no two whole ones."""
    for kind in (Kind.INTEGER, Kind.DECIMAL):
        found = [item for item in one.fields if isinstance(item, Token) and item.kind is kind]
        if len(found) >= 2:
            return found[:2]
    return []


def ticks(value: Atom, digits: int) -> int | None:
    """The number in units of 10^-digits; None where it is none, or is no whole number of these."""
    if isinstance(value, int):
        unit: int = 10**digits
        return value * unit
    whole, _, rest = value.partition(".")
    plain = len(rest) <= digits and re.fullmatch(r"-?[0-9]{1,300}\.?[0-9]*", value)
    return int(whole + rest.ljust(digits, "0")) if plain else None


def rows_of_numbers(format: Format, seen: Columns, name: str) -> Iterator[list[tuple[int, ...]]]:
    """The rows of a block of nothing but integers, each time that it stands in an input."""
    node = next((one for _, one in walk(format.body) if isinstance(one, Repeat) and one.name == name), None)
    if node is None or not all(isinstance(item, Token) and item.kind is Kind.INTEGER for item in node.fields):
        return
    for several in zip(*[seen.get(item.name, ()) for item in node.fields], strict=True):
        rows = zip(*[one.values for one in several], strict=True)
        yield [row for row in rows if all(isinstance(value, int) for value in row)]


def graphs_of_rows(format: Format, seen: Columns, name: str) -> Iterator[tuple[list[tuple[int, int]], int, int]]:
    """The edges of a block, the number of vertices, and the first of these."""
    node = next((one for _, one in walk(format.body) if isinstance(one, Repeat) and one.name == name), None)
    first = node.fields[0] if node is not None and node.edges else None
    if node is None or not isinstance(first, Token) or first.within is None:
        return
    for starts, ends in zip(seen.get(first.name, ()), seen.get(node.fields[1].name, ()), strict=True):
        vertices = first.within.of(starts.scope)
        edges = [(a, b) for a, b in zip(starts.values, ends.values, strict=True) if isinstance(a, int) and isinstance(b, int)]
        if vertices is not None:
            yield edges, vertices, first.index_base


def has_peak(one: Values) -> bool:
    numbers = [value for value in one.values if isinstance(value, int)]
    return len(numbers) < 2 or numbers.count(max(numbers)) == 1
