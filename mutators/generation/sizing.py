"""How many: sizes within the constraints, the sums over cases, what graphs allow, and the length of the whole input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt, prod
from random import Random

from mutators.constraints.records import Trait
from mutators.formats.nodes import Count, Field, Kind, List, Node, Repeat, Token, fields, walk
from mutators.generation.domains import Domain
from mutators.generation.graphs import least_edges, most_edges
from mutators.generation.knowledge import Knowledge
from mutators.generation.ordering import most
from mutators.generation.relations import span
from mutators.generation.shapes import log_uniform
from mutators.generation.styles import Style


@dataclass(frozen=True, slots=True)
class Use:
    """Something that a variable counts, and the counts of the repetitions between the variable and it."""

    count: Count
    field: Field
    around: tuple[Count, ...]


Uses = Mapping[str, Sequence[Use]]


def uses(body: tuple[Node, ...]) -> Uses:
    """Counting variable -> what it counts."""
    found: dict[str, list[Use]] = {}

    def note(count: Count | None, one: Field, around: Mapping[str, tuple[Count, ...]]) -> None:
        for name in dict.fromkeys(count.variables) if count else ():
            assert count is not None
            found.setdefault(name, []).append(Use(count, one, around[name]))

    def visit(body: tuple[Node, ...], outer: Mapping[str, tuple[Count, ...]]) -> None:
        around = dict(outer)
        for one in fields(body):
            if isinstance(one, Token):
                around[one.name] = ()
                note(one.length, one, around)
                continue
            note(one.count, one, around)
            here = () if one.count is None else (one.count,)
            inside = {name: (*counts, *here) for name, counts in around.items()}
            if isinstance(one, List):
                note(one.token.length, one.token, inside)
            else:
                visit(one.body, inside)

    visit(body, {})
    return found


class Sizes:
    """Draws sizes for one input. `known`: name -> what was drawn so far, of the blocks around too."""

    def __init__(self, knowledge: Knowledge, rng: Random, style: Style, windows: Mapping[str, tuple[int, int]]) -> None:
        self.knowledge = knowledge
        self.rng = rng
        self.style = style
        self.windows = windows
        self.uses = uses(knowledge.format.body)
        self.case_variable = knowledge.cases.count.variables[0] if knowledge.cases and knowledge.cases.count else ""

    def size(self, domain: Domain, low: int, high: int, known: Mapping[str, object], room: float) -> int:
        """A size of low..high for a variable that counts."""
        low, high = self._sensible(domain, low, high, known)
        units = sum(self._unit(use, domain.name, known) for use in self.uses.get(domain.name, ()))
        own = [use.field for use in self.uses.get(domain.name, ())]
        units += sum(self.cost(node, known) for node in self._joined(domain.name) if node not in own)
        if units:
            high = min(high, max(low, int(room / units)))
        if domain.name == self.case_variable:
            return self._cases(low, high)
        return self.drawn(low, high, self._shared(domain.name, known))

    def drawn(self, low: int, high: int, shared: bool = False) -> int:
        """A size by the style. `shared`: another size that is not drawn yet multiplies with it."""
        rng, style = self.rng, self.style
        if style.sizes == "largest":
            if shared and rng.random() < 0.5:
                return min(high, max(low, rng.choice((isqrt(style.room // 2), log_uniform(rng, low, high)))))
            return high if rng.random() < 0.85 else max(low, high - rng.randint(0, min(3, high // 100)))
        top = max(low, min(high, max(style.most, low + 1)))
        return rng.randint(low, top) if style.sizes == "small" else log_uniform(rng, low, top)

    def _cases(self, low: int, high: int) -> int:
        rng, way = self.rng, self.style.cases
        if way == "most":
            return high
        if way == "few":
            return min(high, low + rng.choice((0, 0, 0, 1, 2)))
        return log_uniform(rng, low, min(high, max(low, self.style.most)))

    def _sensible(self, domain: Domain, low: int, high: int, known: Mapping[str, object]) -> tuple[int, int]:
        """The range without sizes for which there would be no graph, or too few different values."""
        for use in self.uses.get(domain.name, ()):
            one = use.field
            if not use.count.plain:
                continue
            if isinstance(one, Repeat) and one.name in self.knowledge.blocks:
                vertices = self.vertices(one, known)
                traits = self.traits(one)
                if vertices is not None:
                    greatest = most_edges(vertices, traits)
                    high = high if greatest is None else min(high, greatest)
                    low = max(low, least_edges(vertices, traits))
            names = [one.name] if isinstance(one, List) else [two.name for two in one.fields] if isinstance(one, Repeat) else []
            for name in names:
                column = self.knowledge.domains.get(name)
                if column is not None and column.traits and not column.text and Trait.PERMUTATION not in column.traits:
                    start, end = span(name, column.low, column.high, column.relations, known, self.knowledge.reach)
                    greatest = most(column.traits, start, end)
                    high = high if greatest is None else min(high, greatest)
        return low, high

    def _joined(self, name: str) -> list[Repeat]:
        """The blocks of edges that must join all of so many things: each thing costs an edge."""
        return [
            node
            for _, node in walk(self.knowledge.format.body)
            if isinstance(node, Repeat)
            and node.name in self.knowledge.blocks
            and isinstance(first := node.fields[0], Token)
            and first.within is not None
            and name in first.within.variables
            and self.traits(node) & {Trait.CONNECTED, Trait.TREE}
        ]

    def vertices(self, node: Repeat, known: Mapping[str, object]) -> int | None:
        """How many things the edges of the block join."""
        first = node.fields[0]
        assert isinstance(first, Token)
        numbers = {name: value for name, value in known.items() if isinstance(value, int)}
        return first.within.of(numbers) if first.within is not None else None

    def traits(self, node: Repeat) -> frozenset[Trait]:
        """The traits of the block's edges in this style."""
        held, soft = self.knowledge.blocks[node.name]
        return held | soft if self.style.soft else held

    def _shared(self, name: str, known: Mapping[str, object]) -> bool:
        return any(
            other != name and other not in known
            for use in self.uses.get(name, ())
            for count in (use.count, *use.around)
            for other in count.variables
        )

    def _unit(self, use: Use, name: str, known: Mapping[str, object]) -> float:
        """Characters per unit of the variable."""
        others = [self._estimate(other, known) for other in use.count.variables if other != name]
        around = [self.number(count, known) for count in use.around]
        cost = 1.0 if isinstance(use.field, Token) else self.cost(use.field, known)
        return max(1.0, use.count.factor / use.count.divisor * prod(others) * prod(around) * cost)

    def number(self, count: Count, known: Mapping[str, object]) -> float:
        """How many, at the least where a variable is not known yet."""
        if not count.variables:
            return count.offset
        return max(
            1.0, count.factor / count.divisor * prod(self._estimate(name, known) for name in count.variables) + count.offset
        )

    def _estimate(self, name: str, known: Mapping[str, object]) -> float:
        value = known.get(name)
        return float(value if isinstance(value, int) else max(1, self.knowledge.domains[name].low))

    def cost(self, one: Field, known: Mapping[str, object]) -> float:
        """Characters of one element of a list, one row of a repetition, or of a token."""
        if isinstance(one, List):
            return self.cost(one.token, known)
        if isinstance(one, Repeat):
            return sum(self._whole(inner, known) for inner in one.fields)
        domain = self.knowledge.domains[one.name]
        low, high = self.windows.get(one.name, (domain.low, domain.high))
        if one.name not in self.windows and domain.relations and not domain.text:
            low, high = span(one.name, low, high, domain.relations, known, self.knowledge.reach, domain.decimals)
        if one.kind in (Kind.INTEGER, Kind.DECIMAL):
            return 1.0 + len(str(max(abs(low), abs(high)))) + (low < 0) + (domain.decimals > 0)
        if one.length is not None:
            return 1.0 + self.number(one.length, known)
        return 1.0 + max(domain.low, min(domain.high, 10))

    def _whole(self, one: Field, known: Mapping[str, object]) -> float:
        if isinstance(one, Token):
            return self.cost(one, known)
        times = self.number(one.count, known) if one.count is not None else self.knowledge.lengths.get(one.name, (1, 1))[0]
        return times * self.cost(one, known)
