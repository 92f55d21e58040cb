"""Rows of single tokens, drawn column by column; those that are edges, intervals, points or figures are drawn together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from mutators.constraints.expressions import Exact
from mutators.constraints.records import Trait
from mutators.formats.nodes import Kind, Line, Repeat, Token, Value, Values
from mutators.generation import graphs
from mutators.generation.convex import convex_polygon
from mutators.generation.domains import Domain
from mutators.generation.figures import apart, in_directions, in_general_position, told_apart
from mutators.generation.filling import Column, Filler, Impossible, distinct_words, written
from mutators.generation.knowledge import Knowledge
from mutators.generation.layouts import laid_out
from mutators.generation.moments import moment
from mutators.generation.ordering import imposed
from mutators.generation.polygons import star_ordered
from mutators.generation.promises import coordinates, ticks
from mutators.generation.sizing import Sizes
from mutators.generation.sorts import mixed
from mutators.generation.styles import Style
from mutators.generation.weighted import MAKERS, weight_of, weighted_edges

MAX_DRAWN_ROWS = 3000
"""Of blocks with a structure of their own so many are drawn; beyond that they are repeated in random order."""
_SIMPLE = frozenset((Trait.NO_PARALLEL, Trait.NO_REPEATED))
Cap = Callable[[Domain], Exact | None]
"""What the sum of a column may be; None: anything."""


class Rows:
    """Draws the rows of one input."""

    def __init__(self, knowledge: Knowledge, rng: Random, style: Style, sizes: Sizes, filler: Filler) -> None:
        self.knowledge = knowledge
        self.rng = rng
        self.style = style
        self.sizes = sizes
        self.filler = filler

    def plain(self, one: Repeat, total: int, known: Mapping[str, object], room: float, cap: Cap) -> tuple[Values, ...]:
        """Rows of single tokens. Pairs that index the same, or that are ordered, are drawn together."""
        columns: dict[str, Column] = dict(self._pairs(one, total, known))
        for item in one.fields:
            if item.name not in columns:
                domain = self.knowledge.domains[item.name]
                columns[item.name] = self.filler.column(domain, total, known, columns, room, cap(domain))
        if one.name == self.knowledge.polygon and self.knowledge.convex:
            return self._convex(one, total, known)
        columns.update(self._promised(one, total, known, columns) or self._figures(one, total, known))
        if one.name == self.knowledge.polygon:
            return self._polygon(one, columns)
        columns.update(self._in_time(one, columns))
        return tuple(zip(*[columns[item.name] for item in one.fields], strict=True)) if one.fields else ((),) * total

    def of_sorts(self, one: Repeat, total: int, known: Mapping[str, object]) -> tuple[Values, ...]:
        """Rows of several sorts."""
        large = self.style.sizes == "largest"
        drawn = min(total, MAX_DRAWN_ROWS)
        found = mixed(self.knowledge.sorts[one.name], drawn, known, self.knowledge.reach, self.rng, large)
        if len(found) < drawn:
            raise Impossible(f"{one.name}: nothing is left for some row")
        return (*found, *(self.rng.choices(found, k=total - drawn) if total > drawn else ()))

    def unlike(self, one: Repeat, rows: list[Values]) -> list[Values]:
        """The rows with their single values as the traits of these ask, where rows were drawn one after the other."""
        if len(one.body) > 1 or not isinstance(one.body[0], Line):
            return rows
        square = dict(self.knowledge.promises.tables).get(one.fields[-1].name)
        if square is not None:
            table = [row[0] for row in rows if isinstance(row[0], tuple)]
            plain = [[value for value in row if not isinstance(value, tuple)] for row in table]
            return [(row,) for row in square.imposed(plain)] if all(len(row) == len(plain) for row in plain) else rows
        for place, item in enumerate(one.fields):
            domain = self.knowledge.domains.get(item.name)
            if not isinstance(item, Token) or domain is None or not domain.traits or domain.counting:
                continue
            column = [row[place] for row in rows]
            words = [value for value in column if isinstance(value, str)]
            numbers = [value for value in column if isinstance(value, int)]
            fresh: Sequence[Value] = column
            if domain.text and Trait.DISTINCT in domain.traits:
                fresh = distinct_words(words, domain, self.rng, domain.high)
            elif len(numbers) == len(column) and item.kind is Kind.INTEGER:
                fresh = imposed(numbers, domain.traits, domain.base, domain.low, domain.high, self.rng)
            rows = [(*row[:place], new, *row[place + 1 :]) for row, new in zip(rows, fresh, strict=True)]
        return rows

    def _promised(self, one: Repeat, total: int, known: Mapping[str, object], columns: dict[str, Column]) -> dict[str, Column]:
        """The first two columns of numbers where they must be points or intervals that stand apart, else none."""
        kept = self.knowledge.promises
        touching = dict(kept.apart)
        if one.name not in touching and one.name not in kept.points and one.name not in kept.rays:
            return {}
        first, second = [self.knowledge.domains[item.name] for item in coordinates(one)]
        if first.decimals != second.decimals:
            raise Impossible(f"{one.name}: coordinates in different units")
        across, up = self.filler.span(first, known), self.filler.span(second, known)
        if one.name in touching:
            ordered = one.name in kept.ordered or Trait.NON_DECREASING in first.traits | first.soft
            found = apart(total, across[0], up[1], self.rng, ordered=ordered)
        elif one.name in kept.rays:
            found = in_directions(_points(columns, first, second), across, up, self.rng)
        elif one.name in kept.bent:
            found = in_general_position(total, across, up, self.rng)
        else:
            found = told_apart(_points(columns, first, second), across, up, self.rng)
        if found is None:
            raise Impossible(f"{one.name}: no room for {total} rows that stand apart")
        return {first.name: [written(x, first) for x, _ in found], second.name: [written(y, second) for _, y in found]}

    def _in_time(self, one: Repeat, columns: Mapping[str, Column]) -> dict[str, Column]:
        """The columns of dates and times as they must stand to one another. Raises Impossible."""
        found = dict(columns)
        kept = self.knowledge.promises
        for first, second in (*kept.later, *kept.not_earlier):
            if first not in found or second not in found:
                continue
            pairs = list(zip(map(str, found[first]), map(str, found[second]), strict=True))
            words = self.knowledge.domains[second].words
            pairs = [pair if kept.follows(first, second, *pair) else self._later(first, second, pair, words) for pair in pairs]
            found[first], found[second] = [a for a, _ in pairs], [b for _, b in pairs]
        for name in kept.rising:
            if name in found:
                moments = [moment(str(value)) or () for value in found[name]]
                order = sorted(range(len(moments)), key=moments.__getitem__)
                found = {other: [column[row] for row in order] for other, column in found.items()}
        return found

    def _later(self, first: str, second: str, pair: tuple[str, str], words: tuple[str, ...]) -> tuple[str, str]:
        """The pair the other way round, or with a later second. Raises Impossible."""
        kept = self.knowledge.promises
        if (
            kept.follows(first, second, pair[1], pair[0])
            and pair[0] in words
            and pair[1] in self.knowledge.domains[first].words
        ):
            return pair[1], pair[0]
        after = [word for word in words if kept.follows(first, second, pair[0], word)]
        if not after:
            raise Impossible(f"{second}: nothing comes after {pair[0]}")
        return pair[0], self.rng.choice(after)

    def _figures(self, one: Repeat, total: int, known: Mapping[str, object]) -> dict[str, Column]:
        """All columns where the rows are figures that do not meet, else none."""
        figure = next((figure for name, figure, _ in self.knowledge.promises.figures if name == one.name), None)
        if figure is None:
            return {}
        names = [item.name for item in one.fields]
        ranges = [self.filler.span(self.knowledge.domains[name], known, names) for name in names]
        found = laid_out(figure, total, ranges, self.rng)
        if found is None:
            raise Impossible(f"{one.name}: no room for {total} figures")
        return {name: [row[place] for row in found] for place, name in enumerate(names)}

    def _convex(self, one: Repeat, total: int, known: Mapping[str, object]) -> tuple[Values, ...]:
        """The corners of a convex polygon. Raises Impossible where there is no room for so many."""
        across, up = (self.filler.span(self.knowledge.domains[item.name], known) for item in one.fields)
        points = convex_polygon(total, across, up, self.rng)
        if points is None:
            raise Impossible(f"{one.name}: no room for {total} corners")
        way = self.knowledge.clockwise
        clockwise = self.rng.random() < 0.5 if way is None else way
        start = self.rng.randrange(len(points))
        points = points[start:] + points[:start]
        return tuple(points[::-1] if clockwise else points)

    def _polygon(self, one: Repeat, columns: Mapping[str, Column]) -> tuple[Values, ...]:
        """The points in the order of a polygon; which way it goes as in the examples, and where it begins by chance."""
        xs, ys = (columns[item.name] for item in one.fields)
        points = [(x, y) for x, y in zip(xs, ys, strict=True) if isinstance(x, int) and isinstance(y, int)]
        way = self.knowledge.clockwise
        points = star_ordered(points, self.rng.random() < 0.5 if way is None else way)
        start = self.rng.randrange(len(points)) if points else 0
        return tuple(points[start:] + points[:start])

    def _pairs(self, one: Repeat, total: int, known: Mapping[str, object]) -> dict[str, Column]:
        """The first two columns where they are edges or intervals."""
        if len(one.fields) < 2:
            return {}
        first, second = (self.knowledge.domains[item.name] for item in one.fields[:2])
        if first.token.kind is not Kind.INTEGER or second.token.kind is not Kind.INTEGER:
            return {}
        order = pair_order(first, second)
        traits = self.sizes.traits(one) if one.name in self.knowledge.blocks else frozenset()
        vertices = self.sizes.vertices(one, known) if one.name in self.knowledge.blocks else None
        ordered = order in ("≤", "<")
        shape = self.rng.choice(self.style.graphs)
        weights = self._weights(one, known) if shape in MAKERS and vertices is not None and Trait.TREE not in traits else None
        if weights is not None and vertices is not None:
            return self._weighted(one, total, vertices, weights, shape)
        if vertices is not None and (not ordered or traits or self.rng.random() < 0.2):
            found = self._edges(total, vertices, traits, order, shape if shape in graphs.GRAPHS else "layered")
            way = dict(self.knowledge.promises.ways).get(one.name)
            led = way.made(found, vertices, self.rng, bool(traits & _SIMPLE)) if way is not None else found
            if led is None:
                raise Impossible(f"{one.name}: too few edges for a way")
            found = [(min(edge), max(edge)) for edge in led] if ordered else led
            base = first.token.index_base
            found = [(u + base, v + base) for u, v in found]
        elif ordered and first.traits == second.traits == frozenset():
            low, high = self.filler.span(first, known)[0], self.filler.span(second, known)[1]
            if low > high or (low == high and order == "<"):
                return {}
            found = graphs.intervals(self.rng, total, low, high, order == "<")
        else:
            return {}
        return {first.name: [u for u, _ in found], second.name: [v for _, v in found]}

    def _edges(self, total: int, vertices: int, traits: frozenset[Trait], order: str, shape: str) -> list[graphs.Edge]:
        if order in ("≠", "<"):
            traits |= {Trait.NO_LOOPS}
        found = graphs.edges(self.rng, vertices, total, traits, shape, order if order in ("≤", "<") else "")
        if len(found) < total:
            raise Impossible(f"{total} edges between {vertices} vertices")
        return found

    def _weights(self, one: Repeat, known: Mapping[str, object]) -> tuple[int, int] | None:
        """The range of the numbers behind the edges of a block; None where there are none, or more is asked of them."""
        item = weight_of(one)
        domain = self.knowledge.domains[item.name] if item is not None else None
        if (
            domain is None
            or domain.relations
            or domain.traits
            or domain.words
            or one.name in dict(self.knowledge.promises.ways)
        ):
            return None
        return self.filler.span(domain, known)

    def _weighted(self, one: Repeat, total: int, vertices: int, weights: tuple[int, int], shape: str) -> dict[str, Column]:
        """The first three columns: edges with weights made for each other."""
        first, second, third = (self.knowledge.domains[item.name] for item in one.fields[:3])
        order = pair_order(first, second)
        traits = self.sizes.traits(one) | ({Trait.NO_LOOPS} if order in ("≠", "<") else frozenset())
        found = weighted_edges(self.rng, vertices, total, weights, traits, shape, order if order in ("≤", "<") else "")
        if len(found) < total:
            raise Impossible(f"{total} edges between {vertices} vertices")
        base = first.token.index_base
        return {
            first.name: [u + base for u, _, _ in found],
            second.name: [v + base for _, v, _ in found],
            third.name: [weight for _, _, weight in found],
        }


def _points(columns: Mapping[str, Column], first: Domain, second: Domain) -> list[tuple[int, int]]:
    """The pairs of two columns, in units of their domains."""
    pairs = zip(columns[first.name], columns[second.name], strict=True)
    found = [(ticks(x, first.decimals), ticks(y, second.decimals)) for x, y in pairs]
    return [(x, y) for x, y in found if x is not None and y is not None]


def pair_order(first: Domain, second: Domain) -> str:
    """How the two stand to each other in every row: `≤`, `<`, `≠` or nothing."""
    found = ""
    for one in first.relations:
        bare = one.bare(first.name)
        if bare is not None and one.names == {first.name, second.name} and bare[0] in ("≤", "<", "≠"):
            found = "<" if {found, bare[0]} in ({"≤", "≠"}, {"<", "≠"}, {"<", "≤"}) else bare[0]
    return found
