"""Wrong variables in C, C++ and Java."""

from __future__ import annotations

from collections.abc import Iterator

from mutators.programs.c_family.declarations import NUMBERS, Declared
from mutators.programs.c_family.lexing import Dialect
from mutators.programs.c_family.program import Program
from mutators.programs.c_family.vocabulary import ASSIGNMENTS, READING
from mutators.programs.records import Change

MOST_OTHERS = 2
LOOKED_AT = 8
"""So many declarations before and after a variable's own are looked at for others of its type."""


def wrong_variables(program: Program) -> Iterator[Change]:
    """Another variable of the same type that has a value there."""
    unit = program.unit
    known = (one for rows in program.types.names.values() for one in rows if _is_plain(program, one))
    rows = sorted(known, key=lambda one: one.name)
    order = {one.name: place for place, one in enumerate(rows)}
    reading = _reading(program)
    for place, kind in enumerate(unit.kinds):
        if kind != "word" or unit.idle[place] or unit.typed[place] or reading[place] or program.types.dimensions[place]:
            continue
        if unit.texts[place] not in program.types.names or not _is_use(program, place):
            continue
        own = program.types.of(place)
        if own is None or own.name not in order or own.name == place:
            continue
        home = order[own.name]
        near = rows[max(0, home - LOOKED_AT) : home + LOOKED_AT + 1]
        near.sort(key=lambda one: (abs(one.name - own.name), one.name))
        found = dict.fromkeys(unit.texts[one.name] for one in near if _may_stand(program, place, own, one))
        found.pop(unit.texts[place], None)
        for name in list(found)[:MOST_OTHERS]:
            yield unit.change(place, place + 1, name, "wrong_variable")


def _is_plain(program: Program, one: Declared) -> bool:
    """Whether it is a variable: what has no depth and brackets behind its name is rather a function that is announced."""
    announced = program.unit.at(one.name + 1) == "(" and one.type[1] == 0
    return one.type[0] in NUMBERS and not one.function and not announced


def _is_use(program: Program, place: int) -> bool:
    """Whether the variable's value is used: neither a field, nor set, nor what a loop's head counts with."""
    unit = program.unit
    if unit.before(place) in (".", "->", "::", "++", "--", "&") or unit.at(place + 1) in ("(", "++", "--", "::", "->"):
        return False
    if unit.at(place + 1) in ASSIGNMENTS:
        return False
    head = program.head(place)
    if head is None or head[1] in ("if", "switch"):
        return True
    if head[1] != "for":
        return head[1] in unit.macros and place != head[0] + 1
    first = unit.find(head[0] + 1, unit.partner[head[0]], ";")
    second = unit.find(first + 1, unit.partner[head[0]], ";") if first >= 0 else -1
    counted = unit.at(first + 1) == unit.texts[place]
    return 0 <= first < place < second and not counted


def _may_stand(program: Program, place: int, own: Declared, other: Declared) -> bool:
    """Whether the other variable is known there, has a value, and is of the same type to the letter."""
    unit = program.unit
    if other.name >= place or other.type != own.type or program.types.of(place, unit.texts[other.name]) is not other:
        return False
    written = own.type_end > own.type_first and other.type_end > other.type_first
    if written and _type(program, own) != _type(program, other):
        return False
    if program.dialect is Dialect.JAVA and unit.at(other.name + 1) == ";" and unit.at(unit.around[other.name]) == "{":
        return False
    return (unit.at(own.name + 1) == "[") == (unit.at(other.name + 1) == "[")


def _type(program: Program, one: Declared) -> str:
    words = program.unit.texts[one.type_first : one.type_end]
    return " ".join(word for word in words if word not in ("const", "static", "public", "private", "final"))


def _reading(program: Program) -> bytearray:
    """The tokens of statements that read: another variable there is found by any test."""
    found = bytearray(len(program.unit) + 1)
    for statement in program.unit.statements:
        if any(word in READING for word in program.unit.texts[statement.first : statement.end]):
            found[statement.first : statement.end] = b"\1" * (statement.end - statement.first)
    return found
