"""The variables and functions of a program with their types, as far as a change must know them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from mutators.programs.c_family.lexing import Dialect, tokens
from mutators.programs.c_family.reading import Unit
from mutators.programs.c_family.vocabulary import (
    BUILT_IN_TYPES,
    INTEGER_TYPES,
    LIST_TYPES,
    MAP_TYPES,
    NO_NAMES,
    OTHER_TYPES,
    QUALIFIERS,
    WIDE_TYPES,
)


class Base(Enum):
    """What a type is in the end. OTHER: known to be no number, or not known at all."""

    INT = "int"
    WIDE = "long long"
    CHAR = "char"
    BOOL = "bool"
    FLOAT = "float"
    DOUBLE = "double"
    LONG_DOUBLE = "long double"
    OTHER = ""


NUMBERS = frozenset({Base.INT, Base.WIDE, Base.FLOAT, Base.DOUBLE, Base.LONG_DOUBLE, Base.CHAR})
REALS = frozenset({Base.FLOAT, Base.DOUBLE, Base.LONG_DOUBLE})
Type = tuple[Base, int]
"""What it is in the end, and how often it must be subscripted until it is that."""

_REALS = {"Double": Base.DOUBLE, "Float": Base.FLOAT}
MOST_WORDS = 40
"""A longer type has no other name."""
LOOKED_BACK = 64
"""Of so many declarations of one name before its use one must be in force."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A variable or a function.

    `type_first` to `type_end` is its type, `name` the token with its name, known from there to the token `until`. `first`: it
    is the first of those that its declaration declares. `function`: it has parameters.
    """

    name: int
    type: Type
    type_first: int
    type_end: int
    until: int
    first: bool = True
    function: bool = False


class Declarations:
    """All declarations of a program, found by their names."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self.aliases = _aliases(unit)
        self.names: dict[str, list[Declared]] = {}
        self.dimensions = bytearray(len(unit) + 1)
        """The token stands in the brackets of an array's declaration."""
        self.functions = frozenset(one.name for one in unit.functions)
        """The words that are the names in functions' definitions."""
        for one in sorted(_declared(unit, self), key=lambda one: one.name):
            self.names.setdefault(unit.texts[one.name], []).append(one)

    def of(self, place: int, name: str = "") -> Declared | None:
        """What the word at a place (or `name`, stood it there) means: the last declaration before it that is still in force.

        None: it has none here.
        """
        rows = self.names.get(name or self._unit.texts[place], [])
        last = bisect_right(rows, place, key=lambda one: one.name)
        return next((one for one in reversed(rows[max(0, last - LOOKED_BACK) : last]) if place <= one.until), None)

    def member(self, place: int) -> Declared | None:
        """A field by its name alone; None where fields of different types have it."""
        found = self.names.get(self._unit.texts[place], ())
        return found[0] if found and len({one.type for one in found}) == 1 else None

    def type_at(self, place: int) -> tuple[Type, int] | None:
        """The type that is named from a place on and the token behind it; None: that is no type we know."""
        unit = self._unit
        while unit.at(place) in QUALIFIERS:
            place += 1
        if unit.at(place) == "std" and unit.at(place + 1) == "::":
            place += 2
        word = unit.at(place)
        if word in BUILT_IN_TYPES:
            end = place
            while unit.at(end) in BUILT_IN_TYPES or unit.at(end) == "const":
                end += 1
            known: Type = (_built_in(set(unit.texts[place:end]), unit.dialect), 0)
        elif word in self.aliases:
            known, end = self.aliases[word], place + 1
        elif place < len(unit) and (unit.kinds[place] == "word" and word not in NO_NAMES):
            named = self._library_type(place)
            if named is None:
                return None
            known, end = named
        else:
            return None
        while unit.dialect is Dialect.JAVA and unit.at(end) == "[" and unit.at(end + 1) == "]":
            known, end = (known[0], known[1] + 1), end + 2
        return known, end

    def _library_type(self, place: int) -> tuple[Type, int] | None:
        """A class of the library; what is in it, where that is what a subscript gives."""
        unit, word = self._unit, self._unit.texts[place]
        end = place + 1
        arguments = _arguments(unit, end)
        if arguments:
            end = arguments[-1][1] + 1
        if word in WIDE_TYPES or word in INTEGER_TYPES:
            return (Base.WIDE if word in WIDE_TYPES else Base.INT, 0), end
        if word in _REALS:
            return (_REALS[word], 0), end
        if (word in LIST_TYPES and arguments) or (word in MAP_TYPES and len(arguments) > 1):
            inner = self.type_at(arguments[0 if word in LIST_TYPES else 1][0])
            return ((inner[0][0], inner[0][1] + 1) if inner else (Base.OTHER, 0)), end
        return ((Base.OTHER, 0), end) if word in OTHER_TYPES else None


def _arguments(unit: Unit, opening: int) -> list[tuple[int, int]]:
    """The arguments of a template: (first, end) of each."""
    if unit.at(opening) != "<" or not unit.typed[opening]:
        return []
    found, depth, first = [], 0, opening + 1
    for place in range(opening, len(unit)):
        text = unit.texts[place]
        if not unit.typed[place]:
            return []
        depth += (text == "<") - (text == ">") - 2 * (text == ">>") - 3 * (text == ">>>")
        if depth <= 0 or (text == "," and depth == 1):
            found.append((first, place))
            first = place + 1
        if depth <= 0:
            return found
    return []


def _built_in(words: set[str], dialect: Dialect) -> Base:
    if "double" in words:
        return Base.LONG_DOUBLE if "long" in words else Base.DOUBLE
    if "float" in words:
        return Base.FLOAT
    if "char" in words:
        return Base.CHAR
    if words & {"bool", "boolean"}:
        return Base.BOOL
    return Base.WIDE if words & {"long", "__int64"} else Base.INT


def _aliases(unit: Unit) -> dict[str, Type]:
    """What `typedef`, `using` and `#define` give another name."""
    pairs = []
    for place in range(len(unit)):
        if unit.texts[place] in ("typedef", "using"):
            words = unit.texts[place + 1 : place + MOST_WORDS]
            words = words[: words.index(";")] if ";" in words else []
            if unit.texts[place] == "typedef" and len(words) > 1:
                pairs.append((words[-1], words[:-1]))
            elif words[1:2] == ["="]:
                pairs.append((words[0], words[2:]))
    plain = [one for one in unit.macros.values() if one.parameters is None and len(one.body) < 8 * MOST_WORDS]
    pairs += [(one.name, [token.text for token in tokens(one.body, unit.dialect)]) for one in plain]
    known: dict[str, Type] = {}
    for name, words in pairs:
        meant = _type_of(words[:MOST_WORDS], known, unit.dialect)
        if meant is not None:
            known[name] = meant
    return known


def _type_of(words: Sequence[str], known: dict[str, Type], dialect: Dialect) -> Type | None:
    """The type that the words of an alias name; None where they name none."""
    words = [word for word in words if word not in ("std", "::", "const")]
    if not words:
        return None
    if set(words) <= BUILT_IN_TYPES:
        return _built_in(set(words), dialect), 0
    head = words[0]
    if len(words) == 1:
        if head in WIDE_TYPES or head in INTEGER_TYPES:
            return Base.WIDE if head in WIDE_TYPES else Base.INT, 0
        return known.get(head) or ((Base.OTHER, 0) if head in OTHER_TYPES else None)
    if head in LIST_TYPES and words[1] == "<" and words[-1] in (">", ">>", ">>>"):
        closing = len(words) - 1
        inner = _type_of([*words[2:closing], *([words[-1][1:]] if len(words[-1]) > 1 else [])], known, dialect)
        return (inner[0], inner[1] + 1) if inner else (Base.OTHER, 0)
    return (Base.OTHER, 0) if head in OTHER_TYPES or head in LIST_TYPES or head in MAP_TYPES else None


def _declared(unit: Unit, types: Declarations) -> Iterator[Declared]:
    for place in range(len(unit)):
        if unit.kinds[place] == "word" and not unit.typed[place] and _may_begin(unit, place):
            yield from _one_declaration(unit, types, place)
    for head, word in unit.heads.items():
        if word in unit.macros and unit.kinds[head + 1] == "word" and unit.macros[word].counts:
            yield Declared(head + 1, (Base.INT, 0), head - 1, head - 1, unit.body(head)[1], first=False)


def _may_begin(unit: Unit, place: int) -> bool:
    before = unit.before(place)
    return before in ("", ";", "{", "}", "(", ")", ",", ":") or (before == ">" and bool(unit.typed[place - 1]))


def _one_declaration(unit: Unit, types: Declarations, first: int) -> Iterator[Declared]:
    """The names that a declaration beginning at `first` declares."""
    named = types.type_at(first)
    inside = unit.around[first] >= 0 and unit.texts[unit.around[first]] == "("
    if named is None:
        known: Type = (Base.OTHER, 0)
        end = first + 1
        if inside or unit.texts[first] in NO_NAMES or unit.texts[first] in QUALIFIERS:
            return
    else:
        known, end = named
    place, count = end, 0
    parameters = inside and unit.around[first] not in unit.heads
    while place < len(unit):
        depth = 0
        while unit.at(place) in ("*", "&", "&&", "const"):
            depth += unit.texts[place] == "*"
            place += 1
        if place >= len(unit) or unit.kinds[place] != "word" or unit.texts[place] in NO_NAMES or unit.typed[place]:
            return
        name, place = place, place + 1
        while unit.at(place) == "[" and unit.partner[place] > place:
            closing = unit.partner[place]
            types.dimensions[place : closing + 1] = b"\1" * (closing + 1 - place)
            depth, place = depth + 1, closing + 1
        if unit.at(place) not in ("=", ";", ",", ")", "(", ":", "{"):
            return
        if unit.at(place) in (")", ",") and named is None:
            return
        function = unit.at(place) == "(" and name in types.functions
        yield Declared(name, (known[0], known[1] + depth), first, end, _until(unit, name), count == 0, function)
        if function or parameters:
            return
        place = unit.find(place, len(unit), ",", ";", "{", "}", ":") if unit.at(place) != "{" else unit.partner[place] + 1
        if place <= 0 or unit.at(place) != ",":
            return
        place, count = place + 1, count + 1


def _until(unit: Unit, name: int) -> int:
    """The last token at which a variable declared at `name` is known."""
    around = unit.around[name]
    if around < 0:
        return len(unit)
    if unit.texts[around] == "{":
        return unit.partner[around] if unit.partner[around] > 0 else len(unit)
    if around in unit.heads:
        return unit.body(around)[1]
    behind = unit.partner[around] + 1
    if unit.at(behind) == "{":
        return unit.partner[behind]
    return unit.find(behind, min(len(unit), behind + 40), "{", ";") if behind > 0 else len(unit)
