"""Values of lists and of columns of rows: shapes within the domain, traits imposed, sums and relations repaired."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor
from random import Random
from typing import Any

from mutators.constraints.expressions import Variable
from mutators.constraints.records import RELATIONS, Trait
from mutators.formats.nodes import Atom, Kind
from mutators.generation import texts
from mutators.generation.domains import Domain
from mutators.generation.knowledge import Knowledge
from mutators.generation.ordering import imposed, traits_of
from mutators.generation.own import column_without
from mutators.generation.phrases import drawn
from mutators.generation.ranking import ranked
from mutators.generation.relations import Relation, span
from mutators.generation.shapes import SHAPES, number, uniform
from mutators.generation.styles import Style
from mutators.generation.unsigned import told_apart_unsigned

Column = Sequence[Atom]


class Impossible(Exception):
    """No value is left for a field; another draw may do better."""


class Filler:
    """Draws values for one input."""

    def __init__(self, knowledge: Knowledge, rng: Random, style: Style, windows: Mapping[str, tuple[int, int]]) -> None:
        self.knowledge = knowledge
        self.rng = rng
        self.style = style
        self.windows = windows
        self.shape_of: dict[str, str] = {}

    def span(self, domain: Domain, known: Mapping[str, object], without: Sequence[str] = ()) -> tuple[int, int]:
        """What is left of the domain, the window of the style included where it leaves something. Raises Impossible."""
        low, high = self.left(domain, known, without)
        start, end = self.windows.get(domain.name, (low, high))
        if start > high or end < low:
            return (low, min(high, low + end - start)) if start > high else (max(low, high - end + start), high)
        return max(low, start), min(high, end)

    def left(self, domain: Domain, known: Mapping[str, object], without: Sequence[str] = ()) -> tuple[int, int]:
        """What is left of the domain. Raises Impossible."""
        low, high = domain.low, domain.high
        if domain.relations:
            about = [one for one in domain.relations if not any(name in one.names for name in without)]
            low, high = span(domain.name, low, high, about, known, self.knowledge.reach, domain.decimals)
        if low > high:
            raise Impossible(f"{domain.name}: nothing is left of {domain.low}..{domain.high}")
        return low, high

    def value(self, domain: Domain, known: Mapping[str, object]) -> Atom:
        """One number or word. Raises Impossible."""
        rng = self.rng
        if domain.words:
            word = rng.choice(domain.words)
            return int(word) if domain.token.kind is Kind.INTEGER else word
        low, high = self.span(domain, known)
        pinned = self.style.pinned.get(domain.name)
        drawn = number(rng, low, high) if pinned is None else min(max(pinned, low), high)
        if pinned is None and self.style.sizes == "largest" and rng.random() < 0.6:
            drawn = high
        if domain.traits:
            drawn = imposed([drawn], domain.traits - {Trait.PERMUTATION}, domain.base, low, high, rng)[0]
        for one in domain.relations:
            if one.relation == "≠" and not one.possible({**known, domain.name: drawn}, self.knowledge.reach):
                drawn = drawn + 1 if drawn < high else max(low, drawn - 1)
        return written(drawn, domain)

    def word(self, domain: Domain, size: int) -> str:
        """A text of `size` characters."""
        alphabet = domain.alphabet.replace(" ", "") or "a"
        if size % 2 != (Trait.ODD in domain.traits) and domain.traits & {Trait.EVEN, Trait.ODD}:
            size += 1 if size < domain.high else -1
        if self.style.width and self.rng.random() < 0.6:
            alphabet = alphabet[: max(2, self.style.width)]
        word = texts.SHAPES[texts.shape_for(self.rng, alphabet)](self.rng, size, alphabet)
        if domain.token.kind is Kind.TEXT and " " in domain.alphabet:
            word = spaced(word, self.rng)
        return begun(word, domain)

    def numbers(self, domain: Domain, size: int, known: Mapping[str, object], columns: Mapping[str, Column]) -> list[int]:
        """`size` numbers in units of the domain, relations to `columns` not looked at yet. Raises Impossible."""
        low, high = self.span(domain, known, tuple(columns))
        pinned = self.style.pinned.get(domain.name)
        traits = traits_of(domain, self.style.soft)
        if pinned is not None and low <= pinned <= high:
            values = [pinned] * size if self.rng.random() < 0.5 else uniform(self.rng, size, low, high)
            if size:
                values[self.rng.randrange(size)] = pinned
        else:
            shape = self.shape_of.setdefault(domain.name, self.rng.choice(self.style.values))
            values = SHAPES[shape](self.rng, size, low, high)
        if Trait.DISTINCT in traits and size > high - low + 1:  # the window of the style is too narrow
            low, high = span(
                domain.name, domain.low, domain.high, domain.relations, known, self.knowledge.reach, domain.decimals
            )
        values = imposed(values, traits, domain.base, low, high, self.rng)
        return ranked(values, domain.ranks, low, high, self.rng) if domain.ranks and not traits else values

    def column(
        self, domain: Domain, size: int, known: Mapping[str, object], columns: Mapping[str, Column], room: float, cap: object
    ) -> Column:
        """The values of a list, or of one token over all rows. `cap`: what their sum may be, or None. Raises Impossible."""
        rng = self.rng
        if domain.words:
            few = domain.words[: rng.randint(1, len(domain.words))] if rng.random() < 0.3 else domain.words
            unlike = Trait.DISTINCT in traits_of(domain, self.style.soft) and size <= len(domain.words)
            words = rng.sample(domain.words, size) if unlike else rng.choices(few, k=size)
            return tuple(map(int, words)) if domain.token.kind is Kind.INTEGER else tuple(words)
        if domain.text:
            if isinstance(cap, int | Fraction):  # of their lengths, and a blank behind each
                room = min(room, float(cap) + size)
            return self.strings(domain, size, known, room)
        values = self.numbers(domain, size, known, columns)
        if isinstance(cap, int | Fraction):
            values = capped(values, floor(cap * 10**domain.decimals), domain.low)
        if domain.name in self.knowledge.promises.others and domain.token.kind is Kind.INTEGER and size > 1:
            low, high = self.span(domain, known, tuple(columns))
            unlike = bool(traits_of(domain, self.style.soft) & {Trait.DISTINCT, Trait.PERMUTATION})
            values = column_without(values, domain.token.index_base, low, high, rng, unlike)
        if domain.name in self.knowledge.promises.unsigned:
            told = told_apart_unsigned(values, *self.span(domain, known, tuple(columns)), rng)
            told = told or told_apart_unsigned(values, *self.left(domain, known, tuple(columns)), rng)
            if told is None:
                raise Impossible(f"{domain.name}: too few absolute values for {size} numbers")
            values = told
        if domain.name in self.knowledge.promises.peaks:
            values = peaked(values, domain.low, domain.high)
        found = tuple(values) if domain.token.kind is Kind.INTEGER else tuple([written(value, domain) for value in values])
        for one in domain.relations:
            if any(name in columns for name in one.names):
                found = self.related(domain, found, one, known, columns)
        return found

    def related(
        self,
        domain: Domain,
        values: tuple[Atom, ...],
        one: Relation,
        known: Mapping[str, object],
        columns: Mapping[str, Column],
    ) -> tuple[Atom, ...]:
        """The values, those of rows in which the relation does not hold drawn anew. Raises Impossible."""
        others = [name for name in one.names if name in columns and len(columns[name]) == len(values)]
        found = list(values)
        plain = _operator(one, domain.name, others)
        for row, value in enumerate(values):
            if plain is not None and plain(value, columns[others[0]][row]):
                continue
            here = {**known, **{name: as_number(columns[name][row]) for name in others}}
            if one.possible({**here, domain.name: as_number(value)}, self.knowledge.reach):
                continue
            low, high = span(
                domain.name, domain.low, domain.high, domain.relations, here, self.knowledge.reach, domain.decimals
            )
            if low > high:
                raise Impossible(f"{domain.name}: nothing is left in row {row + 1}")
            ticks = self.rng.choice((low, high, self.rng.randint(low, high)))
            if not one.possible({**here, domain.name: ticks}, self.knowledge.reach):
                ticks = ticks + 1 if ticks < high else max(low, ticks - 1)
            found[row] = written(ticks, domain)
        return tuple(found)

    def grid(self, domain: Domain, rows: int, columns: int) -> Column:
        """Rows of a grid, with the rules that all grids obey. Raises Impossible."""
        alphabet = domain.alphabet.replace(" ", "") or "a"
        rules = dict(self.knowledge.promises.grids).get(domain.name)
        if rules is None:
            return tuple(texts.grid(self.rng, rows, columns, alphabet))
        named = {mark for mark, _ in rules.marks}
        others = "".join(one for one in alphabet if one not in named) or alphabet
        found = rules.imposed(texts.grid(self.rng, rows, columns, others), alphabet, self.rng)
        if found is None:
            raise Impossible(f"{domain.name}: no room for what must stand in it")
        return tuple(found)

    def strings(self, domain: Domain, size: int, known: Mapping[str, object], room: float) -> Column:
        """Several texts: of one length or of many, unlike or with much in common."""
        rng = self.rng
        if domain.phrase is not None:
            unlike = Trait.DISTINCT in traits_of(domain, self.style.soft)
            lines = drawn(domain.phrase, size, room, self.style.sizes == "largest", unlike, rng)
            if lines is None:
                raise Impossible(f"{domain.name}: too few different lines for {size}")
            return lines
        numbers = {name: value for name, value in known.items() if isinstance(value, int)}
        fixed = domain.token.length.of(numbers) if domain.token.length else None
        if fixed is not None:
            return self.grid(domain, size, fixed)
        low, high = domain.low, max(domain.low, min(domain.high, int(room / max(1, size)) - 1))
        top = max(low, min(high, self.style.most)) if self.style.sizes == "small" else high
        way = rng.random()
        if way < 0.2:  # one stem, different ends
            stem = self.word(domain, max(0, top - 2))
            ends = [self.word(domain, rng.randint(0, min(2, top))) for _ in range(size)]
            words = [stem + end.lower() if domain.first else stem + end for end in ends]
            found = [begun(one[: max(1, top)], domain) if len(one) >= low else self.word(domain, low) for one in words]
            unlike = Trait.DISTINCT in traits_of(domain, self.style.soft)
            return tuple(distinct_words(found, domain, rng, top) if unlike else found)
        found = [self.word(domain, top if way < 0.4 else rng.randint(low, top)) for _ in range(size)]
        if way > 0.8 and size and Trait.DISTINCT not in domain.traits:  # many equal ones
            found = rng.choices(found[: max(1, size // 3)], k=size)
        return (
            tuple(distinct_words(found, domain, rng, top))
            if Trait.DISTINCT in traits_of(domain, self.style.soft)
            else tuple(found)
        )


def peaked(values: Sequence[int], low: int, high: int) -> list[int]:
    """The values with the greatest made to stand there once."""
    found = list(values)
    if len(found) < 2 or found.count(top := max(found)) == 1:
        return found
    if top < high:
        found[found.index(top)] += 1
        return found
    first = found.index(top)
    return [max(low, value - 1) if value == top and place != first else value for place, value in enumerate(found)]


def distinct_words(words: list[str], domain: Domain, rng: Random, longest: int) -> list[str]:
    """The words, repeated ones replaced by random ones, no longer than `longest` if that is enough; some may stay where there
    are too few words.
    """
    seen: set[str] = set()
    most = max(1, domain.low, min(domain.high, longest))
    alphabet = domain.alphabet.replace(" ", "") or "a"
    for place, word in enumerate(words):
        tries = 0
        while word in seen and tries < 50:
            tries += 1
            size = rng.randint(max(1, domain.low), max(domain.low, min(most, len(word) + tries // 5), 1))
            word = begun(texts.random(rng, size, alphabet), domain)
        seen.add(word)
        words[place] = word
    return words


def spaced(word: str, rng: Random) -> str:
    """The text with single blanks within it, no two together, as seldom or as often as chance has it."""
    found = list(word)
    often = rng.choice((0.0, 0.1, 0.2, 0.5))
    for place in range(1, len(found) - 1):
        if found[place - 1] != " " and rng.random() < often:
            found[place] = " "
    return "".join(found)


def begun(word: str, domain: Domain) -> str:
    """The word with a first letter and others as the domain has them, where it tells these apart."""
    if not domain.first or not word:
        return word
    head = word[0] if word[0] in domain.first else word[0].upper()
    rest = [letter if letter in domain.alphabet else letter.lower() for letter in word[1:]]
    tail = "".join([letter if letter in domain.alphabet else domain.alphabet[0] for letter in rest])
    return (head if head in domain.first else domain.first[0]) + tail


def _operator(one: Relation, name: str, others: Sequence[str]) -> Callable[[Any, Any], bool] | None:
    """The comparison itself where the relation is just `name` against one other column."""
    if len(others) != 1 or len(one.names) != 2 or not isinstance(one.left, Variable) or not isinstance(one.right, Variable):
        return None
    compare = RELATIONS[one.relation]
    if one.left.base == name:
        return compare
    return lambda value, other: compare(other, value)


def capped(values: list[int], most: int, low: int) -> list[int]:
    """The values moved towards `low` until their sum is at most `most`; as they are where that cannot be."""
    total, least = sum(values), low * len(values)
    if total <= most or least > most or total == least:
        return values
    return [low + (value - low) * (most - least) // (total - least) for value in values]


def written(ticks: int, domain: Domain) -> Atom:
    """The number as it stands in an input."""
    if domain.token.kind is not Kind.DECIMAL:
        return ticks
    if not domain.decimals:
        return str(ticks)
    whole, rest = divmod(abs(ticks), 10**domain.decimals)
    return f"{'-' * (ticks < 0)}{whole}.{rest:0{domain.decimals}d}"


def as_number(value: Atom) -> object:
    """A value as relations see it: numbers are numbers however they are written, words are words."""
    if isinstance(value, str):
        try:
            return Fraction(value)
        except (ValueError, ZeroDivisionError):
            return value
    return value
