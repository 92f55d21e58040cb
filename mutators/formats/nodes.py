"""What the format of an input is: a small tree of lines, tokens, lists and repetitions, and the values that one text holds.

A format is read top down, line by line:

    Format                      the input of `n m`, n numbers, m edges:
      Line(n, m)                    Line((Token("n"), Token("m")))
      Line(List(a, n))              Line((List(Token("a"), Count(("n",))),))
      Repeat(edges, m)              Repeat("edges", Count(("m",)), (Line((Token("u"), Token("v"))),))

Values mirror it as nested tuples. Lines are only layout: the fields of a block are the tokens, lists and repetitions of all
its lines in order, and its value has one entry for each:

    "4 2\\n7 7 8 9\\n1 2\\n3 4\\n"   ->   (4, 2, (7, 7, 8, 9), ((1, 2), (3, 4)))

The value of an INTEGER is an int where it is written the plain way; otherwise (`007`, `+5`), and of every other kind, it is
the very text. Names are unique in a format; a count refers to them by name, and means the value that was read last: the one
of the same block or of a block around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

Atom: TypeAlias = int | str
Value: TypeAlias = "Atom | tuple[Value, ...]"
Values: TypeAlias = tuple[Value, ...]
"""Of a block: one entry for each of its fields. Of a List: its elements. Of a Repeat: the Values of each repetition."""


class Kind(Enum):
    """What a token looks like."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    WORD = "word"
    """Anything without white space: over `Seen.alphabet`; a string of bits where that is `01`."""
    TEXT = "text"
    """The rest of the line with its blanks; possibly empty."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many: `factor` * product of the variables / `divisor` + `offset`; without variables the constant `offset`."""

    variables: tuple[str, ...] = ()
    factor: int = 1
    offset: int = 0
    divisor: int = 1

    def of(self, values: Mapping[str, Atom]) -> int | None:
        """The number; None where a variable is unknown or no integer, or the number would be negative or no integer."""
        total = self.factor if self.variables else 0
        for name in self.variables:
            value = values.get(name)
            if not isinstance(value, int):
                return None
            total *= value
        if total % self.divisor:
            return None
        total = total // self.divisor + self.offset
        return total if total >= 0 else None

    @property
    def plain(self) -> bool:
        """Whether it is just one variable."""
        return len(self.variables) == 1 and self.factor == self.divisor == 1 and self.offset == 0

    def __str__(self) -> str:
        if not self.variables:
            return str(self.offset)
        names = "*".join(([str(self.factor)] if self.factor != 1 else []) + list(self.variables))
        names += f"/{self.divisor}" if self.divisor != 1 else ""
        return names + (f"{self.offset:+d}" if self.offset else "")


@dataclass(frozen=True, slots=True)
class Observation:
    """A property that held in all examples, and how surprising that is: `bits` = -log2 of the odds that it is an accident.

    Of a sequence (the values of a token in one List, or over one Repeat): `distinct`, `ascending`, `descending` (both with
    repetitions allowed), `permutation` (of 1..length), `permutation_from_0`, `all_equal`. Of a Repeat:
    `ordered` or `ordered_strictly` where the first number of each row is at most, or less than, the second; and where these
    index the same thing, taken as edges: `tree`, `connected`, `no_loops`, `no_parallel`.
    """

    name: str
    bits: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What the examples showed of one token, over all its occurrences. Evidence, not a constraint."""

    low: int | None = None
    high: int | None = None
    """Least and greatest value (INTEGER; DECIMAL rounded outwards)."""
    shortest: int = 0
    longest: int = 0
    """Length in characters."""
    decimals: int = 0
    """Most digits after a DECIMAL's point."""
    alphabet: str = ""
    """The characters of a WORD or TEXT, sorted."""
    words: tuple[str, ...] = ()
    """The different values of a WORD where there are few that repeat, as keywords do; sorted."""
    occurrences: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """One token, or a TEXT to the end of its line."""

    name: str
    kind: Kind = Kind.WORD
    length: Count | None = None
    """WORD: how many characters it must have."""
    within: Count | None = None
    """INTEGER: all values seen index something: they lie in `index_base` .. that number (- 1 from base 0)."""
    index_base: int = 1
    seen: Seen = field(default_factory=Seen)
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class List:
    """Several tokens of one sort on one line. It ends its line; `count` None: as many as the line holds, or as `sizes` say."""

    token: Token
    count: Count | None
    sizes: tuple[tuple[str, int], ...] = ()
    """How many by the text of the token before the list, as for queries of several sorts; with `count` None."""

    @property
    def name(self) -> str:
        return self.token.name


@dataclass(frozen=True, slots=True)
class Line:
    """Tokens separated by blanks, then a line end; without items a blank line. Only the last item is a List or a TEXT."""

    items: tuple[Token | List, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A block that is repeated `count` times; `count` None: until the line `terminator`, or until the end if that is None.

    A terminator stands on a line of its own and is part of the format, not of the values.
    """

    name: str
    count: Count | None
    body: tuple[Line | Repeat, ...]
    terminator: str | None = None
    observations: tuple[Observation, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        return fields(self.body)

    @property
    def grid(self) -> bool:
        """Whether it is rows of one string each, which all have the same length."""
        row = self.fields
        return len(self.body) == len(row) == 1 and isinstance(row[0], Token) and row[0].length is not None

    @property
    def matrix(self) -> bool:
        """Whether it is rows of one counted list each."""
        row = self.fields
        return len(self.body) == len(row) == 1 and isinstance(row[0], List) and row[0].count is not None

    @property
    def queries(self) -> bool:
        """Whether the first token of its rows says how many others there are."""
        row = self.fields
        return len(self.body) == 1 and isinstance(row[-1], List) and bool(row[-1].sizes)

    @property
    def edges(self) -> bool:
        """Whether its first two columns index the same things."""
        row = self.fields
        if len(self.body) != 1 or len(row) < 2 or not (isinstance(row[0], Token) and isinstance(row[1], Token)):
            return False
        return row[0].within is not None and row[0].within == row[1].within


Node: TypeAlias = Line | Repeat
Field: TypeAlias = Token | List | Repeat


@dataclass(frozen=True, slots=True)
class Format:
    """The whole input. With `skip_blank_lines` these are not part of it: lines of no tokens are neither read nor written."""

    body: tuple[Node, ...]
    skip_blank_lines: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        return fields(self.body)


@dataclass(frozen=True, slots=True)
class Spacing:
    """How a text differs from the plain rendering of its values: single blanks, and every line ended by a newline.

    `odd` holds, by number of the line, what stands there plainly and what stands there in truth; it applies only while the
    plain line is still that one, so values may be changed under it. `tail` is the white space after the last line that is not
    blank; None: a newline, after the blank lines that the values have.
    """

    newline: str = "\n"
    tail: str | None = None
    odd: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one text holds: the values, and its incidental spacing. Change values with `dataclasses.replace`."""

    values: Values
    spacing: Spacing = Spacing()


Path: TypeAlias = tuple[int, ...]
"""Where a field stands: its place among the fields of the format, then among those of the Repeat there, and so on."""


def fields(body: tuple[Node, ...]) -> tuple[Field, ...]:
    """The fields of a block, in order: what its values mean."""
    found: list[Field] = []
    for node in body:
        if isinstance(node, Line):
            found.extend(node.items)
        else:
            found.append(node)
    return tuple(found)


def walk(body: tuple[Node, ...], path: Path = ()) -> Iterator[tuple[Path, Field]]:
    """Every field with its path, those of a Repeat after it."""
    for place, one in enumerate(fields(body)):
        yield (*path, place), one
        if isinstance(one, Repeat):
            yield from walk(one.body, (*path, place))


def lines(body: tuple[Node, ...]) -> Iterator[Line]:
    """All the lines of a tree."""
    for node in body:
        if isinstance(node, Line):
            yield node
        else:
            yield from lines(node.body)


def tokens(body: tuple[Node, ...]) -> dict[str, Token]:
    """Every token of the tree by its name, those of lists included."""
    found = ((one.token if isinstance(one, List) else one) for _, one in walk(body))
    return {one.name: one for one in found if isinstance(one, Token)}


def counts(body: tuple[Node, ...]) -> dict[str, list[str]]:
    """Variable -> names of the lists, repetitions and strings whose length it counts."""
    found: dict[str, list[str]] = {}
    for _, one in walk(body):
        count = one.length if isinstance(one, Token) else one.count
        if isinstance(one, List) and one.token.length:
            _note(found, one.token.length, one.name)
        if count is not None:
            _note(found, count, one.name)
    return found


def _note(found: dict[str, list[str]], count: Count, name: str) -> None:
    for variable in count.variables:
        found.setdefault(variable, []).append(name)


def constant(count: Count) -> int | None:
    """The number of a count without variables."""
    return None if count.variables else count.offset
