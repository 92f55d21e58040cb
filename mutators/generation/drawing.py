"""One input drawn from nothing: values for every field, top down, each within what those before it leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

from mutators.constraints.expressions import Exact, Number, evaluate
from mutators.constraints.records import Trait
from mutators.formats.nodes import Atom, Field, Kind, Line, List, Repeat, Token, Value, Values, walk
from mutators.generation import graphs
from mutators.generation.domains import Domain
from mutators.generation.filling import Column, Filler, Impossible, as_number, written
from mutators.generation.knowledge import Knowledge
from mutators.generation.polygons import star_ordered
from mutators.generation.relations import Relation, span
from mutators.generation.shapes import window
from mutators.generation.sizing import Sizes
from mutators.generation.styles import Style

MAX_DRAWN_ROWS = 3000
"""Of blocks with a structure of their own so many are drawn; beyond that they are repeated in random order."""

MOST_ITEMS = 1000

Shares = Mapping[int, Exact]
"""Number of a budget -> how much of it the block may use."""


def draw(knowledge: Knowledge, rng: Random, style: Style) -> Values:
    """The values of one input in this style. They are of the format; constraints are met as far as they are understood.

    Raises Impossible where no value is left for a field.
    """
    return _Drawing(knowledge, rng, style).input()


class _Drawing:
    def __init__(self, knowledge: Knowledge, rng: Random, style: Style) -> None:
        windows = _windows(knowledge, rng, style.width) if style.width else {}
        self.knowledge = knowledge
        self.rng = rng
        self.style = style
        self.sizes = Sizes(knowledge, rng, style, windows)
        self.filler = Filler(knowledge, rng, style, windows)
        self.spent: dict[int, Exact] = {}
        self.items = 0

    def input(self) -> Values:
        shares: dict[int, Exact] = {}
        for place, budget in enumerate(self.knowledge.budgets):
            if isinstance(budget.bound, Number) and not budget.within_case:
                shares[place] = budget.bound.value
                self.spent[place] = 0
        return self.block(self.knowledge.format.fields, {}, self.style.room, shares)

    def block(self, block: Sequence[Field], around: Mapping[str, object], room: float, shares: Shares) -> Values:
        """The values of one block; `room`: how many characters it may have."""
        self.items += len(block)
        if self.items > MOST_ITEMS + 2 * self.style.room:  # nested blocks of which each takes its least
            raise Impossible(f"more than {self.style.room} characters")
        known: dict[str, object] = dict(around)
        columns: dict[str, Column] = {}
        found: list[Value] = []
        for place, one in enumerate(block):
            if isinstance(one, Token):
                later = block[place + 1 :]
                value: Value = self.token(one, known, room / (1 + self._pending(later)), shares, later)
                assert not isinstance(value, tuple)
                known[one.name] = as_number(value) if one.kind is not Kind.WORD else value
            elif isinstance(one, List):
                value = self.elements(one, known, columns, room, shares, found[-1] if found else "")
                columns[one.name] = value
                room -= sum(map(len, map(str, value))) + len(value) if room < self.style.room / 2 else len(value) * 2
            else:
                value = self.repeat(one, known, room, shares)
                room -= len(value) * self.sizes.cost(one, known)
            room = max(room, 16.0)
            found.append(value)
        self._spend(block, known, shares)
        return tuple(found)

    def _pending(self, later: Sequence[Field]) -> int:
        """How many sizes are still to be drawn in this block."""
        return sum(isinstance(one, Token) and self._is_size(self.knowledge.domains[one.name]) for one in later)

    def _is_size(self, domain: Domain) -> bool:
        return domain.counting or domain.indexed or (domain.text and domain.token.length is None and not domain.words)

    def _spend(self, block: Sequence[Field], known: Mapping[str, object], shares: Shares) -> None:
        here = {one.name for one in block if isinstance(one, Token)}
        for place in shares:
            budget = self.knowledge.budgets[place]
            if here.intersection(budget.names) and all(name in known for name in budget.names):
                self.spent[place] += evaluate(budget.term, lambda one: known.get(one.base)) or 0

    def token(self, one: Token, known: Mapping[str, object], room: float, shares: Shares, later: Sequence[Field]) -> Atom:
        """A size, a number or a text."""
        domain = self.knowledge.domains[one.name]
        if later and isinstance(later[0], List) and later[0].sizes:
            tag = self.rng.choice(later[0].sizes)[0]
            return int(tag) if one.kind is Kind.INTEGER else tag
        if one.length is not None:
            total = one.length.of({name: value for name, value in known.items() if isinstance(value, int)})
            return self.filler.word(domain, total or 0)
        if not self._is_size(domain):
            return self.filler.value(domain, known)
        low, high = self._left(domain, known, shares)
        pinned = self.style.pinned.get(one.name)
        if pinned is not None:
            size = min(max(pinned, low), high)
        elif not domain.text:
            size = self.sizes.size(domain, low, high, known, room)
        else:
            size = self.sizes.drawn(low, max(low, min(high, int(room))))
        return self.filler.word(domain, size) if domain.text else size

    def _left(self, domain: Domain, known: Mapping[str, object], shares: Shares) -> tuple[int, int]:
        """The range of a size, its part of the budgets included."""
        low, high = domain.low, domain.high
        about = list(domain.relations)
        for place, share in shares.items():
            budget = self.knowledge.budgets[place]
            if domain.name in budget.names:
                about.append(Relation(budget.term, "≤", Number(share), frozenset(budget.names)))
        low, high = span(domain.name, low, high, about, known, self.knowledge.reach)
        if low > high:
            raise Impossible(f"{domain.name}: no size is left")
        return low, high

    def elements(
        self, one: List, known: Mapping[str, object], columns: Mapping[str, Column], room: float, shares: Shares, before: Value
    ) -> tuple[Atom, ...]:
        """The elements of a list. `before`: the value that stands before it."""
        domain = self.knowledge.domains[one.name]
        if one.sizes:
            return self._tagged(one, domain, known, str(before))
        size = self._count(one, known, room)
        beside = {name: column for name, column in columns.items() if len(column) == size}
        return tuple(self.filler.column(domain, size, known, beside, room, self._cap(domain, known, shares)))

    def _count(self, one: List | Repeat, known: Mapping[str, object], room: float) -> int:
        if one.count is not None:
            total = one.count.of({name: value for name, value in known.items() if isinstance(value, int)})
            if total is None:
                raise Impossible(f"{one.name}: no length")
            return total
        low, high = self.knowledge.lengths.get(one.name, (1, 1))
        return self.sizes.drawn(low, max(low, min(high, int(room / self.sizes.cost(one, known)))))

    def _tagged(self, one: List, domain: Domain, known: Mapping[str, object], tag: str) -> tuple[Atom, ...]:
        """As many as the token before says, each in the range seen at that place after that token."""
        size = dict(one.sizes).get(tag, 0)
        ranges = self.knowledge.tagged.get(one.name, {}).get(tag, ())
        if len(ranges) < size:
            return tuple(self.filler.value(domain, known) for _ in range(size))
        low, high = self.filler.span(domain, known) if size else (0, 0)
        if domain.relations or domain.high_stated:
            ranges = tuple(
                (low if start == domain.token.seen.low else start, high if end == domain.token.seen.high else end)
                for start, end in ranges
            )
        return tuple(written(self.rng.randint(min(start, end), max(start, end)), domain) for start, end in ranges[:size])

    def _cap(self, domain: Domain, known: Mapping[str, object], shares: Shares) -> Exact | None:
        """What the sum of the elements may be."""
        caps: list[Exact] = []
        for place, budget in enumerate(self.knowledge.budgets):
            if budget.names != (domain.name,):
                continue
            value = shares.get(place) if place in shares else evaluate(budget.bound, lambda one: known.get(one.base))
            caps.extend([] if value is None else [value])
        return min(caps, default=None)

    def repeat(self, one: Repeat, known: Mapping[str, object], room: float, shares: Shares) -> tuple[Values, ...]:
        """The rows of a repetition: column by column where they are plain, else one after the other."""
        total = self._count(one, known, room)
        if len(one.body) == 1 and isinstance(one.body[0], Line) and all(isinstance(item, Token) for item in one.fields):
            return self.rows(one, total, known, room, shares)
        found: list[Values] = []
        drawn = min(total, MAX_DRAWN_ROWS)
        chosen = self.rng.choice((0, drawn - 1)) if drawn else 0
        for row in range(drawn):
            part = self._parts(row, total, chosen, room, shares)
            if one is self.knowledge.cases:
                self.filler.shape_of.clear()  # every case has shapes of its own
            found.append(self.block(one.fields, known, *part))
        if total > drawn:
            found += self.rng.choices(found, k=total - drawn)
        return tuple(found)

    def _parts(self, row: int, total: int, chosen: int, room: float, shares: Shares) -> tuple[float, dict[int, Exact]]:
        """What the block number `row` of `total` may use of the room and of the budgets."""
        way = self.style.share if total <= MAX_DRAWN_ROWS else "even"
        left = total - row
        parts: dict[int, Exact] = {}
        for place, share in shares.items():
            budget = self.knowledge.budgets[place]
            least = evaluate(budget.term, lambda one: self.knowledge.reach(one.base)[0]) or 0
            rest = share - self.spent[place]
            if way == "one":
                parts[place] = rest - (left - 1) * least if row == chosen else least
            else:
                parts[place] = Fraction(rest) / left
                if way == "random":
                    parts[place] = min(rest - (left - 1) * least, parts[place] * Fraction(self.rng.randint(1, 20), 10))
        portion = room / total
        if way == "one":
            others = min(room / 2, 64.0 * (total - 1))
            portion = room - others if row == chosen else others / total
        return portion, parts

    def rows(self, one: Repeat, total: int, known: Mapping[str, object], room: float, shares: Shares) -> tuple[Values, ...]:
        """Rows of single tokens. Pairs that index the same, or that are ordered, are drawn together."""
        columns: dict[str, Column] = dict(self._pairs(one, total, known))
        for item in one.fields:
            if item.name not in columns:
                domain = self.knowledge.domains[item.name]
                cap = self._cap(domain, known, shares)
                columns[item.name] = self.filler.column(domain, total, known, columns, room, cap)
        if one.name == self.knowledge.polygon:
            return self._polygon(one, columns)
        return tuple(zip(*[columns[item.name] for item in one.fields], strict=True)) if one.fields else ((),) * total

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
        if vertices is not None and (not ordered or traits or self.rng.random() < 0.2):
            found = self._edges(total, vertices, traits, order)
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

    def _edges(self, total: int, vertices: int, traits: frozenset[Trait], order: str) -> list[graphs.Edge]:
        if order in ("≠", "<"):
            traits |= {Trait.NO_LOOPS}
        found = graphs.edges(
            self.rng, vertices, total, traits, self.rng.choice(self.style.graphs), order if order in ("≤", "<") else ""
        )
        if len(found) < total:
            raise Impossible(f"{total} edges between {vertices} vertices")
        return found


def pair_order(first: Domain, second: Domain) -> str:
    """How the two stand to each other in every row: `≤`, `<`, `≠` or nothing."""
    found = ""
    for one in first.relations:
        bare = one.bare(first.name)
        if bare is not None and one.names == {first.name, second.name} and bare[0] in ("≤", "<", "≠"):
            found = {("≤", "≠"): "<", ("≠", "≤"): "<"}.get((found, bare[0]), bare[0])
    return found


def _windows(knowledge: Knowledge, rng: Random, width: int) -> dict[str, tuple[int, int]]:
    """A narrow range for each number that is no size; often the same for all of them, so that they coincide."""
    edges = [one for _, one in walk(knowledge.format.body) if isinstance(one, Repeat) and one.name in knowledge.blocks]
    ends = {item.name for one in edges for item in one.fields[:2]}  # drawn together, as a graph or as intervals
    found: dict[str, tuple[int, int]] = {}
    shared: tuple[int, int] | None = None
    for domain in knowledge.domains.values():
        if domain.counting or domain.indexed or domain.text or domain.name in ends:
            continue
        if (
            shared is not None
            and domain.low <= shared[0]
            and shared[1] <= domain.high
            and (domain.relations or rng.random() < 0.8)
        ):
            found[domain.name] = shared
        else:
            found[domain.name] = shared = window(rng, domain.low, domain.high, width)
    return found
