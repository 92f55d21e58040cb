"""Types that are too small in C, C++ and Java."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutators.programs.c_family.declarations import MOST_WORDS, REALS, Base, Declared
from mutators.programs.c_family.lexing import Dialect
from mutators.programs.c_family.program import Program
from mutators.programs.c_family.vocabulary import words
from mutators.programs.records import Change

_NARROWER = {
    **dict.fromkeys(("long long", "long long int", "int64_t", "signed long long", "__int64"), "int"),
    **dict.fromkeys(("double", "long double"), "float"),
}
_WIDE_LITERAL = re.compile(r"\b\d+[lL]{2}\b")
_TYPED_CALLS = words("max min swap gcd lcm __gcd minmax clamp make_pair pair tie scanf accumulate")
"""Calls in which the types of the arguments must agree, or are written down once more."""


def casts(program: Program) -> Iterator[Change]:
    """A value cut to 32 bits, or to a `float`, where a wide variable gets it."""
    unit, types = program.unit, program.types
    for place in program.places("=", "+=", "*=", "return"):
        end = unit.find(place, len(unit), ";", ",", "{", "}", ")")
        if end <= place + 1 or unit.texts[end] not in (";", ",") or program.head(place) is not None:
            continue
        target = _returned(program, place) if unit.texts[place] == "return" else _stored(program, place)
        if target not in (Base.WIDE, Base.DOUBLE) or types.dimensions[place]:
            continue
        value = program.operands.expression(place + 1, end)
        if (
            target is Base.WIDE
            and (value is Base.WIDE or (value is None and "+" in unit.texts[place + 1 : end]))
            and not _small(program, place, end)
        ):
            if value is not None:
                yield unit.change(place + 1, end, f"(int)({unit.text(place + 1, end)})", "narrow_integer")
        elif target is Base.DOUBLE and value in REALS and end > place + 2:
            yield unit.change(place + 1, end, f"(float)({unit.text(place + 1, end)})", "narrow_float")


def aliases(program: Program) -> Iterator[Change]:
    """A wide type's short name that stands for a narrow one: `typedef int ll`."""
    unit = program.unit
    if program.dialect is Dialect.JAVA or _agreeing(program):
        return
    for place in program.places("typedef", "using"):
        end = unit.find(place, min(place + MOST_WORDS, len(unit)), ";")
        named = unit.texts[place] == "using"
        first, last = (place + 3, end) if named else (place + 1, end - 1)
        text = _NARROWER.get(" ".join(unit.texts[first:last])) if end > 0 else None
        if text is not None and program.uses[unit.texts[place + 1 if named else end - 1]] > 1:
            yield unit.change(first, last, text, "narrow_integer" if text == "int" else "narrow_float")
    for one in unit.macros.values():
        text = _NARROWER.get(" ".join(one.body.split()))
        if text is not None and one.parameters is None and program.uses[one.name]:
            body = one.body.strip()
            start = one.start + one.body.index(body)
            yield Change(start, start + len(body), text, "narrow_integer" if text == "int" else "narrow_float")


def declared(program: Program) -> Iterator[Change]:
    """A wide variable, array or function declared as a narrow one."""
    unit = program.unit
    if program.dialect is Dialect.JAVA:
        return
    told = _told(program)
    for rows in program.types.names.values():
        for one in rows:
            if not one.first or one.type_end <= one.type_first or unit.idle[one.name]:
                continue
            words = _narrower(program, one)
            if words is None or told & _all_names(program, one):
                continue
            operator = "narrow_integer" if one.type[0] is Base.WIDE else "narrow_float"
            yield unit.change(*words, "int" if operator == "narrow_integer" else "float", operator)


def _narrower(program: Program, one: Declared) -> tuple[int, int] | None:
    """The tokens that say `long long` or `double` in a declaration; None where there are none, or they say more."""
    unit = program.unit
    places = [place for place in range(one.type_first, one.type_end) if unit.texts[place] not in _MODIFIERS]
    if not places:
        return None
    words = [unit.texts[place] for place in places]
    plain = words in (["long", "long"], ["int64_t"], ["double"], ["long", "long", "int"])
    named = len(words) == 1 and program.types.aliases.get(words[0]) in ((Base.WIDE, 0), (Base.DOUBLE, 0))
    if not plain and not named:
        return None
    return places[0], places[-1] + 1


_MODIFIERS = words("const static constexpr inline register volatile extern")


def _all_names(program: Program, one: Declared) -> set[str]:
    """The names that the declaration declares."""
    unit = program.unit
    end = unit.find(one.name, len(unit), ";", "{", ")")
    return set(unit.texts[one.name : max(end, one.name + 1)])


def _told(program: Program) -> set[str]:
    """Names that stand where types must agree, and those whose addresses are taken."""
    unit = program.unit
    found: set[str] = set()
    for place, text in enumerate(unit.texts):
        if text == "(" and unit.before(place) in _TYPED_CALLS and unit.partner[place] > place:
            found.update(unit.texts[place : unit.partner[place]])
        elif text == "&" and not program.operands.is_binary(place):
            found.add(unit.at(place + 1))
        elif text in ("?", ":"):
            found.update((unit.before(place), unit.at(place + 1)))
    return found


def _agreeing(program: Program) -> bool:
    """Whether numbers are written as `long long` in calls whose types must agree."""
    unit = program.unit
    literals = _WIDE_LITERAL.search(unit.source) is not None
    return literals and any(name in ("max", "min") for name in unit.texts)


def _stored(program: Program, place: int) -> Base | None:
    """The type of what an assignment, or a declaration with a value, sets."""
    operands, unit = program.operands, program.unit
    first = operands.left(place)
    return operands.number(first, place) if first < place and unit.kinds[first] == "word" else None


def _returned(program: Program, place: int) -> Base | None:
    """The type that the function around a `return` returns."""
    function = program.unit.function_at(place)
    known = program.types.of(function.name) if function is not None else None
    return known.type[0] if known is not None and known.type[1] == 0 else None


def _small(program: Program, place: int, end: int) -> bool:
    """Whether a plain name or number is stored: it is cut where it comes from, if anywhere."""
    return program.unit.kinds[place + 1] == "number" and end == place + 2
