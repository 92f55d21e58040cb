"""What holds of an input as a whole, beyond single values: what a statement promises and every example bears out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from mutators.formats.columns import Columns
from mutators.formats.columns import Sequence as Values
from mutators.formats.nodes import Atom, Format, Kind, Repeat, Token, walk
from mutators.generation.figures import overlap, repeated, some_collinear
from mutators.generation.lattices import Lattice
from mutators.generation.layouts import Figure, meet
from mutators.generation.tables import Square, tables_of
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
    """Pairs of texts of one form, such as times of day, of which the second is always the greater."""
    tables: tuple[tuple[str, Square], ...] = ()
    """Rules of square tables, by the name of the list of a row."""
    once: tuple[str, ...] = ()
    """Fields of which no value stands twice in an input."""
    shared: tuple[str, ...] = ()
    """Lists that have the numbers 1, 2, ... between them, each once."""

    def broken(self, format: Format, seen: Columns) -> Iterator[str]:
        """Why these values do not keep what was promised."""
        for name, grid in self.grids:
            for one in seen.get(name, ()):
                why = grid.broken([str(row) for row in one.values])
                if why:
                    yield f"{name}: {why}"
        for block, pairs in pairs_of_rows(format, seen):
            if block in self.bent and some_collinear(pairs):
                yield f"{block}: three points on a line, or too many to see that there are none"
            if block in self.points and repeated(pairs):
                yield f"{block}: two points are the same"
            for name, touching in self.apart:
                if name == block and overlap(pairs, touching):
                    yield f"{block}: two intervals overlap"
            if block in self.ordered and any(one[0] > other[0] for one, other in pairwise(pairs)):
                yield f"{block}: not in the order of every example"
        yield from self._more_broken(format, seen)
        for name in self.peaks:
            if not all(map(has_peak, seen.get(name, ()))):
                yield f"{name}: the greatest value stands there twice"

    def _more_broken(self, format: Format, seen: Columns) -> Iterator[str]:
        for name, figure, touching in self.figures:
            for rows in rows_of_numbers(format, seen, name):
                if meet(figure, rows, touching):
                    yield f"{name}: two of them meet"
        for name, way in self.ways:
            for edges, vertices, base in graphs_of_rows(format, seen, name):
                if not way.leads(edges, vertices, base):
                    yield f"{name}: no way leads there"
        for one, other in self.later:
            for first, second in zip(seen.get(one, ()), seen.get(other, ()), strict=True):
                if any(str(a) >= str(b) for a, b in zip(first.values, second.values, strict=True)):
                    yield f"{other} is not after {one}"
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


def is_shared_out(parts: Iterable[Iterable[Atom]]) -> bool:
    """Whether the parts have 1, 2, ... between them, each once."""
    values = [value for part in parts for value in part]
    return set(values) == set(range(1, len(values) + 1))


def pairs_of_rows(format: Format, seen: Columns) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The name of each block with the first two numbers of its rows, once for each time that it stands in an input."""
    for _, one in walk(format.body):
        if not isinstance(one, Repeat) or len(one.body) > 1 or isinstance(one.body[0], Repeat):
            continue
        numbers = [item for item in one.fields if isinstance(item, Token) and item.kind is Kind.INTEGER]
        if len(numbers) < 2:
            continue
        for xs, ys in zip(seen.get(numbers[0].name, ()), seen.get(numbers[1].name, ()), strict=True):
            yield (
                one.name,
                [(x, y) for x, y in zip(xs.values, ys.values, strict=True) if isinstance(x, int) and isinstance(y, int)],
            )


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
