"""What a statement says about the input: one record per constraint, each with the words that it was read from."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from mutators.constraints.expressions import Exact, Expression, Variable, evaluate, variables
from mutators.constraints.notation import Plain


class Section(Enum):
    """The part of the statement that a sentence stands in."""

    LEGEND = "legend"
    INPUT = "input"
    CONSTRAINTS = "constraints"
    OUTPUT = "output"
    SUBTASKS = "subtasks"
    OTHER = "other"
    """Samples, notes, explanations."""


RELATIONS: dict[str, Callable[[Exact, Exact], bool]] = {
    "≤": operator.le,
    "≥": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "≠": operator.ne,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Compare:
    """`left` `relation` `right`, one of RELATIONS; for any element of its sequences. `implied`: by a word ("positive")."""

    left: Expression
    relation: str
    right: Expression
    source: str
    section: Section = Section.INPUT
    implied: bool = False

    @property
    def variables(self) -> tuple[Variable, ...]:
        return tuple(dict.fromkeys([*variables(self.left), *variables(self.right)]))

    def holds(self, value_of: Callable[[Variable], object]) -> bool | None:
        """Whether it holds for these values; None where they do not say."""
        left, right = evaluate(self.left, value_of), evaluate(self.right, value_of)
        return None if left is None or right is None else RELATIONS[self.relation](left, right)

    def __str__(self) -> str:
        return f"{self.left} {self.relation} {self.right}"


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of `term`, over all cases of the input or over the elements of one (`within_case`), `relation` `bound`."""

    term: Expression
    relation: str
    bound: Expression
    source: str
    section: Section = Section.INPUT
    within_case: bool = False

    @property
    def variables(self) -> tuple[Variable, ...]:
        return tuple(dict.fromkeys([*variables(self.term), *variables(self.bound)]))

    def __str__(self) -> str:
        return f"sum of {self.term} {self.relation} {self.bound}"


class Trait(Enum):
    """What values can be, beyond their range."""

    DISTINCT = "distinct"
    PERMUTATION = "permutation"
    NON_DECREASING = "non-decreasing"
    INCREASING = "increasing"
    NON_INCREASING = "non-increasing"
    DECREASING = "decreasing"
    CONNECTED = "connected"
    TREE = "tree"
    ACYCLIC = "acyclic"
    NO_LOOPS = "no self-loops"
    NO_PARALLEL = "no parallel edges"
    NO_REPEATED = "no repeated directed edges"
    EVEN = "even"
    ODD = "odd"
    PRIME = "prime"
    POWER_OF_TWO = "power of two"
    COPRIME = "coprime"
    NO_LEADING_ZEROS = "no leading zeros"


GRAPH = frozenset((Trait.CONNECTED, Trait.TREE, Trait.ACYCLIC, Trait.NO_LOOPS, Trait.NO_PARALLEL, Trait.NO_REPEATED))
SEQUENCE = frozenset(
    (Trait.DISTINCT, Trait.PERMUTATION, Trait.NON_DECREASING, Trait.INCREASING, Trait.NON_INCREASING, Trait.DECREASING)
)


@dataclass(frozen=True, slots=True)
class Has:
    """`variables` have the trait; of a graph's traits they may be empty: the only edges of the input are meant."""

    trait: Trait
    variables: tuple[Variable, ...]
    source: str
    section: Section = Section.INPUT

    def __str__(self) -> str:
        return f"{', '.join(map(str, self.variables)) or 'the graph'}: {self.trait.value}"


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Every character of the texts `variables` is one of `characters`; the first one of `first`, where that is not empty."""

    variables: tuple[Variable, ...]
    characters: frozenset[str]
    source: str
    section: Section = Section.INPUT
    first: frozenset[str] = frozenset()

    def holds(self, text: str) -> bool:
        if self.first:
            return self.first.issuperset(text[:1]) and self.characters.issuperset(text[1:])
        return self.characters.issuperset(text)

    def __str__(self) -> str:
        first = f"{''.join(sorted(self.first))}, then " if self.first else ""
        return f"{', '.join(map(str, self.variables))}: of {first}{''.join(sorted(self.characters))}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """Every one of the texts `variables` is one of `words`."""

    variables: tuple[Variable, ...]
    words: tuple[str, ...]
    source: str
    section: Section = Section.INPUT

    def holds(self, text: str) -> bool:
        return text in self.words

    def __str__(self) -> str:
        return f"{', '.join(map(str, self.variables))}: one of {', '.join(self.words)}"


@dataclass(frozen=True, slots=True)
class Decimals:
    """The numbers `variables` have at most so many digits after the point, or exactly so many."""

    variables: tuple[Variable, ...]
    digits: int
    exactly: bool
    source: str
    section: Section = Section.INPUT

    def holds(self, text: str) -> bool:
        found = len(text.partition(".")[2])
        return found == self.digits if self.exactly else found <= self.digits

    def __str__(self) -> str:
        return f"{', '.join(map(str, self.variables))}: {'' if self.exactly else 'at most '}{self.digits} decimals"


@dataclass(frozen=True, slots=True)
class Rank:
    """Every element of the sequence `variable` `relation` its own number + `offset`, as in `p_i < i`.

    `start`: the number of the first element; None where the statement does not say it.
    """

    variable: Variable
    relation: str
    offset: int
    source: str
    section: Section = Section.INPUT
    start: int | None = None

    @property
    def variables(self) -> tuple[Variable, ...]:
        return (self.variable,)

    def ends(self, place: int) -> tuple[int | None, int | None]:
        """The least and greatest value that the element at `place` (from 0) may have; None: any."""
        number = place + (1 if self.start is None else self.start) + self.offset
        if self.relation in ("<", "≤"):
            return None, number - (self.relation == "<")
        return (number + (self.relation == ">"), None) if self.relation in (">", "≥") else (None, None)

    def holds(self, place: int, value: Exact) -> bool:
        """Whether the element at `place` (from 0) may have the value."""
        return RELATIONS[self.relation](value, place + (1 if self.start is None else self.start) + self.offset)

    def __str__(self) -> str:
        number = self.variable.subscript or "i"
        return f"{self.variable.base}_{number} {self.relation} {number}{f'{self.offset:+d}' if self.offset else ''}"


Constraint: TypeAlias = Compare | Sum | Has | Alphabet | OneOf | Decimals | Rank


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is read: a scalar, or a sequence on one line (`count` values, or `sequence` of unknown length).

    One that the statement does not name has a variable whose base is `#` and its number in reading order.
    """

    variable: Variable
    type: str = "integer"
    sequence: bool = False
    count: Expression | None = None


@dataclass(frozen=True, slots=True)
class ReadLine:
    """Lines that are read: `items` in order on each, empty where the statement's words were not understood.

    `repeat`: how many such lines; None: one. `per_case`: once in every test case.
    """

    items: tuple[Item, ...]
    source: str
    repeat: Expression | None = None
    per_case: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything that was read from one description. `cases`: how many test cases follow, where there are several."""

    constraints: tuple[Constraint, ...] = ()
    lines: tuple[ReadLine, ...] = ()
    cases: Expression | None = None
    mentioned: tuple[Variable, ...] = ()
    """The variables of the input section in the order of their first mention in a formula."""
    text: Plain | None = None
    """All of it in the one notation, for what can be read only once the examples are known."""


def prime(value: int) -> bool | None:
    """Whether `value` is prime; None where trial division would take long (above 10^10)."""
    if value > 10**10:
        return None
    return value > 1 and all(value % divisor for divisor in range(2, math.isqrt(value) + 1))


def _ascending(values: Sequence[Exact], strictly: bool) -> bool:
    follows = operator.lt if strictly else operator.le
    return all(map(follows, values, values[1:]))


def sequence_has(trait: Trait, values: Sequence[Exact] | Sequence[str] | Sequence[tuple[object, ...]]) -> bool | None:
    """Whether the values in their order have a trait of SEQUENCE; None where that says nothing about such values."""
    if trait is Trait.DISTINCT:
        return len(set(values)) == len(values)
    numbers = [value for value in values if not isinstance(value, str | tuple)]
    if len(numbers) != len(values):
        return None
    if trait is Trait.PERMUTATION:
        return sorted(numbers) in (list(range(len(numbers))), list(range(1, len(numbers) + 1)))
    if trait in (Trait.NON_DECREASING, Trait.INCREASING):
        return _ascending(numbers, trait is Trait.INCREASING)
    return _ascending(numbers[::-1], trait is Trait.DECREASING)


def number_has(trait: Trait, value: int) -> bool | None:
    """Whether one number has the trait; None where it is none of single numbers."""
    if trait in (Trait.EVEN, Trait.ODD):
        return value % 2 == (trait is Trait.ODD)
    if trait is Trait.PRIME:
        return prime(value)
    if trait is Trait.POWER_OF_TWO:
        return value > 0 and value & (value - 1) == 0
    return None
