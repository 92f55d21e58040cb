"""A program read, with what is known of its names and its expressions: what every finder looks at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mutators.programs.c_family.declarations import Declarations
from mutators.programs.c_family.lexing import Dialect
from mutators.programs.c_family.operands import Operands
from mutators.programs.c_family.reading import Statement, TooDeep, Unit
from mutators.programs.c_family.vocabulary import READING, WRITING

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Program:
    """The tokens, the names, the expressions; how often each word stands in the program, its macros' bodies counted.

    A variable that nothing but its declaration names is idle.
    """

    unit: Unit
    types: Declarations
    operands: Operands
    uses: Counter[str]

    @property
    def dialect(self) -> Dialect:
        return self.unit.dialect

    def places(self, *wanted: str) -> Iterator[int]:
        """Where one of the tokens stands and a change makes sense."""
        unit = self.unit
        looked_for = frozenset(wanted)
        for place, text in enumerate(unit.texts):
            if text in looked_for and not unit.idle[place] and not unit.typed[place] and not self.types.dimensions[place]:
                yield place

    def head(self, place: int) -> tuple[int, str] | None:
        """The head (its bracket and its word) of the statement in whose head the token is; None: it is in none."""
        unit = self.unit
        around = unit.around[place]
        while around >= 0 and unit.texts[around] != "{":
            if around in unit.heads:
                return around, unit.heads[around]
            around = unit.around[around]
        return None

    def block(self, place: int) -> tuple[int, str] | None:
        """The brace and the head's word of the innermost block around a token that belongs to a head; None: of a function."""
        unit = self.unit
        around = unit.around[place]
        while around >= 0:
            if unit.texts[around] == "{" and unit.before(around) in (")", "do"):
                if unit.texts[around - 1] == "do":
                    return around, "do"
                opening = unit.partner[around - 1]
                if opening not in unit.heads:
                    return None
                if unit.heads[opening] not in ("if", "constexpr", "catch", "synchronized"):
                    return around, unit.heads[opening]
            around = unit.around[around]
        return None

    def talks(self, statement: Statement) -> bool:
        """Whether the statement reads or prints."""
        words = self.unit.texts[statement.first : statement.end]
        return any(word in READING or word in WRITING for word in words)


def read(source: str, dialect: Dialect) -> Program | None:
    """Any text, taken for a program; None where it cannot be one."""
    try:
        unit = Unit(source, dialect)
    except TooDeep:
        return None
    types = Declarations(unit)
    uses = Counter(unit.texts)
    for one in unit.macros.values():
        uses.update(_WORD.findall(one.body))
    for name, rows in types.names.items():
        if uses[name] == 1:
            first = rows[0].name
            end = max(unit.find(first, len(unit), ",", ";", ")", "{"), first + 1)
            unit.idle[first:end] = b"\1" * (end - first)
    return Program(unit, types, Operands(unit, types), uses)
