"""One input drawn from nothing: values for every field, top down, each within what those before it leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

from mutators.constraints.expressions import Exact, Number, evaluate
from mutators.constraints.records import Trait
from mutators.formats.nodes import Atom, Field, Kind, Line, List, Repeat, Token, Value, Values, walk
from mutators.generation.domains import Domain
from mutators.generation.filling import Column, Filler, Impossible, as_number
from mutators.generation.knowledge import Knowledge
from mutators.generation.ordering import imposed
from mutators.generation.own import row_without
from mutators.generation.references import with_references
from mutators.generation.relations import Relation, span
from mutators.generation.rowing import MAX_DRAWN_ROWS, Rows
from mutators.generation.shapes import window
from mutators.generation.sizing import Sizes
from mutators.generation.styles import Style

MOST_ITEMS = 1000
ONCE_TRIES = 40

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
        self.rows = Rows(knowledge, rng, style, self.sizes, self.filler)
        self.spent: dict[int, Exact] = {}
        self.items = 0
        self.used: dict[str, set[Atom]] = {}

    def input(self) -> Values:
        shares: dict[int, Exact] = {}
        for place, budget in enumerate(self.knowledge.budgets):
            if isinstance(budget.bound, Number) and not budget.within_case:
                shares[place] = budget.bound.value
                self.spent[place] = 0
        return self._shared_out(self.block(self.knowledge.format.fields, {}, self.style.room, shares))

    def _shared_out(self, values: Values) -> Values:
        """The values with 1, 2, ... dealt out to the lists that have them between them."""
        names = self.knowledge.promises.shared
        places = [place for place, one in enumerate(self.knowledge.format.fields) if one.name in names]
        sizes = [len(value) for place in places if isinstance(value := values[place], tuple)]
        numbers = self.rng.sample(range(1, sum(sizes) + 1), sum(sizes))
        found = list(values)
        for place, size in zip(places, sizes, strict=True):
            domain = self.knowledge.domains[self.knowledge.format.fields[place].name]
            part, numbers = numbers[:size], numbers[size:]
            found[place] = tuple(imposed(part, domain.traits, 1, 1, sum(sizes), self.rng))
        return tuple(found)

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
        return sum(isinstance(one, Token) and self._takes_room(self.knowledge.domains[one.name]) for one in later)

    def _takes_room(self, domain: Domain) -> bool:
        return domain.counting or (domain.text and domain.token.length is None and not domain.words)

    def _is_size(self, domain: Domain) -> bool:
        return domain.indexed or self._takes_room(domain)

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
            fitting = [word for word in domain.words if len(word) == total]
            return self.rng.choice(fitting) if fitting else self.filler.word(domain, total or 0)
        kept = self.knowledge.promises
        earlier = next((first for first, second in (*kept.later, *kept.not_earlier) if second == one.name), "")
        before = known.get(earlier)
        if isinstance(before, str) and domain.words:
            after = [word for word in domain.words if kept.follows(earlier, one.name, before, word)]
            if not after:
                raise Impossible(f"{one.name}: nothing comes after {before}")
            return self.rng.choice(after)
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
            return tuple(self.filler.value(domain, known) for _ in range(dict(one.sizes).get(str(before), 0)))
        size = self._count(one, known, room)
        beside = {name: column for name, column in columns.items() if len(column) == size}
        if one.name in self.knowledge.promises.once:
            return self._once(domain, size, known, beside, room)
        return tuple(self.filler.column(domain, size, known, beside, room, self._cap(domain, known, shares)))

    def _once(
        self, domain: Domain, size: int, known: Mapping[str, object], beside: Mapping[str, Column], room: float
    ) -> tuple[Atom, ...]:
        """Elements of which none stood in the input before. Raises Impossible."""
        used = self.used.setdefault(domain.name, set())
        found: list[Atom] = []
        for _ in range(ONCE_TRIES):
            for value in self.filler.column(domain, size, known, beside, room, None):
                if value not in used and len(found) < size:
                    used.add(value)
                    found.append(value)
            if len(found) == size:
                return tuple(found)
        raise Impossible(f"{domain.name}: too few different values")

    def _count(self, one: List | Repeat, known: Mapping[str, object], room: float) -> int:
        if one.count is not None:
            total = one.count.of({name: value for name, value in known.items() if isinstance(value, int)})
            if total is None:
                raise Impossible(f"{one.name}: no length")
            return total
        low, high = self.knowledge.lengths.get(one.name, (1, 1))
        return self.sizes.drawn(low, max(low, min(high, int(room / self.sizes.cost(one, known)))))

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
        if one.name in self.knowledge.sorts:
            return self.rows.of_sorts(one, total, known)
        if len(one.body) == 1 and isinstance(one.body[0], Line) and all(isinstance(item, Token) for item in one.fields):
            return self.rows.plain(one, total, known, room, lambda domain: self._cap(domain, known, shares))
        shares = self._budgeted(one, known, shares)
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
        rows = self._without_own(one, self.rows.unlike(one, found), known)
        named = with_references(self.knowledge.promises.references, one.name, rows, self.rng)
        if named is None:
            raise Impossible(f"{one.name}: more names in a row than there are rows")
        return tuple(named)

    def _budgeted(self, one: Repeat, known: Mapping[str, object], shares: Shares) -> Shares:
        """The shares, with those of sums over the rows of this block alone."""
        here = {item.name for item in one.fields if isinstance(item, Token)}
        found = dict(shares)
        for place, budget in enumerate(self.knowledge.budgets):
            bound = evaluate(budget.bound, lambda one: known.get(one.base)) if budget.within_case else None
            if place not in found and bound is not None and here.issuperset(budget.names):
                found[place] = bound
                self.spent[place] = 0
        return found

    def _without_own(self, one: Repeat, rows: list[Values], known: Mapping[str, object]) -> list[Values]:
        """The rows, no list with the number of its own row where none may have that. Raises Impossible."""
        last = one.fields[-1]
        if not isinstance(last, List) or last.name not in self.knowledge.promises.others:
            return rows
        domain = self.knowledge.domains[last.name]
        unlike = Trait.DISTINCT in domain.traits | domain.soft
        found: list[Values] = []
        low, high = self.filler.span(domain, known)
        for place, row in enumerate(rows, domain.token.index_base):
            values = row[-1]
            assert isinstance(values, tuple)
            if place not in values:
                found.append(row)
                continue
            numbers = [value for value in values if not isinstance(value, tuple)]
            fixed = row_without(numbers, place, low, high, self.rng, unlike)
            if fixed is None:
                raise Impossible(f"{last.name}: nothing but its own number is left for row {place}")
            found.append((*row[:-1], fixed))
        return found

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
