"""Wrong constants in C, C++ and Java: numbers, infinities, sizes of arrays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutators.programs.c_family.declarations import NUMBERS, Base
from mutators.programs.c_family.lexing import integer, real
from mutators.programs.c_family.program import Program
from mutators.programs.records import Change

LARGE = 1000
SMALLEST_ARRAY = 8
MODULI = {1_000_000_007: 1_000_000_009, 998_244_353: 1_000_000_007, 1_000_000_009: 1_000_000_007}
_INFINITIES = {
    "INT_MAX": ("100", "10000", "1000000"),
    "INT_MIN": ("0", "-1", "-1000"),
    "LLONG_MAX": ("10000LL", "1000000LL", "1000000000LL"),
    "LONG_LONG_MAX": ("10000LL", "1000000LL", "1000000000LL"),
    "LLONG_MIN": ("0LL", "-1LL", "-1000000000LL"),
}
_JAVA_INFINITIES = {
    ("Integer", "MAX_VALUE"): ("100", "10000", "1000000"),
    ("Integer", "MIN_VALUE"): ("0", "-1", "-1000"),
    ("Long", "MAX_VALUE"): ("10000L", "1000000L", "1000000000L"),
    ("Long", "MIN_VALUE"): ("0L", "-1L", "-1000000000L"),
}
_NUMERAL = re.compile(r"[\s(]*(\.?\d[\w.']*)[\s)]*(?:[-+]\s*\d+[\s)]*)?(?:/[/*](?s:.*))?")


def numbers(program: Program) -> Iterator[Change]:
    """One more and one less; a large number smaller; another modulus; a tolerance larger."""
    unit = program.unit
    sized = _sizes(program)
    for place, kind in enumerate(unit.kinds):
        if kind != "number" or unit.idle[place]:
            continue
        if program.types.dimensions[place] or place in sized:
            yield from (unit.change(place, place + 1, text, "memory") for text in _smaller_array(unit.texts[place]))
        elif not unit.typed[place] and not _is_told(program, place):
            for text, operator in _others(unit.texts[place]):
                yield unit.change(place, place + 1, text, operator)


def defined(program: Program) -> Iterator[Change]:
    """Numbers that a macro stands for."""
    unit = program.unit
    dimensions = {unit.texts[place] for place in range(len(unit)) if program.types.dimensions[place]}
    cases = {unit.at(place + 1) for place in program.places("case")}  # two alike would not compile
    for one in unit.macros.values():
        if one.parameters is not None or one.name in cases:
            continue
        match = _NUMERAL.fullmatch(one.body)
        if match is None or not program.uses[one.name]:
            continue
        start, end = one.start + match.start(1), one.start + match.end(1)
        found = ((text, "memory") for text in _smaller_array(match[1])) if one.name in dimensions else _others(match[1])
        for text, operator in found:
            yield Change(start, end, text, operator)


def infinities(program: Program) -> Iterator[Change]:
    """The largest and the least number of a type replaced by one that is not large, or small, enough."""
    unit = program.unit
    for place in program.places(*_INFINITIES):
        for text in _INFINITIES[unit.texts[place]]:
            negated = unit.before(place) == "-" and text.startswith("-")
            yield unit.change(place, place + 1, f"({text})" if negated else text, "initial_extremum")
    for place in program.places("MAX_VALUE", "MIN_VALUE"):
        for text in _JAVA_INFINITIES.get((unit.before(place - 1), unit.texts[place]), ()):
            yield unit.change(place - 2, place + 1, text, "initial_extremum")
    for place in program.places("numeric_limits"):
        closing = next((one for one in range(place + 1, min(place + 12, len(unit))) if unit.texts[one] == ">"), -1)
        if closing > 0 and unit.at(closing + 1) == "::" and unit.at(closing + 4) == ")":
            first = place - 2 if unit.before(place) == "::" else place
            least = unit.at(closing + 2) != "max"
            for small in ("0", "-1") if least else ("10000", "1000000000"):
                text = f"(({unit.text(place + 2, closing)}) {small})"
                yield unit.change(first, closing + 5, text, "initial_extremum")


def accumulators(program: Program) -> Iterator[Change]:
    """A first value that a maximum never falls below: 0 for -1 and back. Only of variables that are compared."""
    unit = program.unit
    compared = _compared(program)
    for name, rows in program.types.names.items():
        for one in rows:
            place = one.name + 2
            if name not in compared or one.type[1] or one.type[0] not in NUMBERS or unit.at(place - 1) != "=":
                continue
            if unit.idle[one.name] or program.head(place) is not None:
                continue
            if unit.at(place) == "0" and unit.at(place + 1) in (",", ";"):
                yield unit.change(place, place + 1, "-1", "initial_extremum")
            elif unit.at(place) == "-" and unit.at(place + 1) == "1" and unit.at(place + 2) in (",", ";"):
                yield unit.change(place, place + 2, "0", "initial_extremum")


def _others(text: str) -> Iterator[tuple[str, str]]:
    """Other numbers in place of one, with the operators that write them."""
    whole = integer(text)
    if whole is not None:
        value, suffix = whole
        if value in MODULI:
            yield f"{MODULI[value]}{suffix}", "modulus"
        elif value >= LARGE:
            yield f"{value // 10}{suffix}", "large_constant"
            yield f"{value // 1000}{suffix}", "large_constant"
        if value < 10 * LARGE:
            for near in (value + 1, value - 1) if value else (1,):
                yield f"{near}{suffix}", "constant"
        return
    known = real(text)
    if known is None:
        return
    number, suffix = known
    if 0 < number <= 1e-4:
        yield f"{number * 1e3!r}{suffix}", "tolerance"
        yield f"{number * 1e6!r}{suffix}", "tolerance"
    elif number in MODULI:
        yield f"{MODULI[int(number)]}", "modulus"
    elif LARGE <= number < 1e100:
        for smaller in (number / 10, number / 1000, 1e5):
            if smaller < number:
                yield f"{smaller!r}{suffix}", "large_constant"


def _smaller_array(text: str) -> Iterator[str]:
    whole, known = integer(text), real(text)
    size = whole[0] if whole else int(known[0]) if known and known[0] < 1e12 else 0
    for smaller in (size // 2, size // 10, size // 100):
        if smaller >= SMALLEST_ARRAY:
            yield str(smaller)


def _sizes(program: Program) -> frozenset[int]:
    """The numbers that say how large arrays are: first values of constants that stand in their brackets."""
    unit = program.unit
    names = {unit.texts[place] for place in range(len(unit)) if program.types.dimensions[place]}
    found: set[int] = set()
    for name in names:
        for one in program.types.names.get(name, ()):
            if unit.at(one.name + 1) == "=" and one.type[0] in (Base.INT, Base.WIDE):
                end = unit.find(one.name, len(unit), ",", ";")
                found.update(range(one.name, max(end, one.name)))
    return frozenset(found)


def _is_told(program: Program, place: int) -> bool:
    """Whether the number is no value of a computation: a case's, a version's, the status that `main` returns."""
    unit = program.unit
    before = unit.before(place)
    if before == "case" or (before in ("-", "+") and unit.before(place - 1) == "case") or unit.at(place + 1) == "...":
        return True
    if before == "return" and unit.at(place + 1) == ";":
        function = unit.function_at(place)
        return function is not None and unit.texts[function.name] == "main"
    return before == "(" and unit.at(place + 1) == ")" and unit.before(place - 1) in ("while", "for")


def _compared(program: Program) -> frozenset[str]:
    """The names in the arguments of `max` and `min` and in the conditions of `if`."""
    unit = program.unit
    found: set[str] = set()
    for place in program.places("("):
        if unit.partner[place] > place and (unit.before(place) in ("max", "min") or unit.heads.get(place) == "if"):
            found.update(unit.texts[place : unit.partner[place]])
    return frozenset(found)
