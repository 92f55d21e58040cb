"""Wrong arithmetic in C, C++ and Java: operators, signs, remainders, truncation."""

from __future__ import annotations

from collections.abc import Iterator

from mutators.programs.c_family.declarations import NUMBERS, REALS, Base
from mutators.programs.c_family.lexing import Dialect, real
from mutators.programs.c_family.program import Program
from mutators.programs.records import Change

ARITHMETIC = {
    "+": ("-",),
    "-": ("+",),
    "*": ("+", "/"),
    "/": ("*",),
    "%": ("/",),
    "&": ("|", "^"),
    "|": ("&", "^"),
    "^": ("|", "&"),
}
ASSIGNMENTS = {"+=": ("-=", "="), "-=": ("+=", "="), "*=": ("+=", "="), "/=": ("=",), "|=": ("&=", "="), "&=": ("|=", "=")}
ROUNDINGS = {"floor": "ceil", "ceil": "floor", "round": "floor", "floorl": "ceill", "ceill": "floorl"}
EXTREMES = {
    "max": "min",
    "min": "max",
    "max_element": "min_element",
    "min_element": "max_element",
    "fmax": "fmin",
    "fmin": "fmax",
}
ABSOLUTES = frozenset({"abs", "fabs", "labs", "llabs", "fabsl"})


def operations(program: Program) -> Iterator[Change]:
    """Another operator between two numbers; the numbers swapped; a remainder not taken."""
    unit, operands = program.unit, program.operands
    for place in program.places(*ARITHMETIC):
        if not operands.is_binary(place):
            continue
        sign, first, end = unit.texts[place], operands.left(place), operands.right(place)
        left, right = operands.number(first, place), operands.number(place + 1, end)
        if left is None or right is None:
            if sign in "+-" and "number" in (unit.kinds[place - 1], unit.kinds[place + 1]) and not _is_text(program, place):
                yield unit.change(place, place + 1, "-" if sign == "+" else "+", "arithmetic")
            continue
        for text in ARITHMETIC[sign]:
            yield unit.change(place, place + 1, text, "arithmetic")
        if sign == "%":
            yield unit.change(first, end, unit.text(first, place), "modulus_dropped")
        if sign in "-/%" and unit.text(first, place) != unit.text(place + 1, end):
            yield unit.change(first, end, f"{unit.text(place + 1, end)} {sign} {unit.text(first, place)}", "operands_swapped")


def signs(program: Program) -> Iterator[Change]:
    """A minus left out."""
    for place in program.places("-"):
        if not program.operands.is_binary(place) and program.unit.at(place + 1) != "0" and program.unit.before(place) != "case":
            yield program.unit.change(place, place + 1, "", "sign")


def assignments(program: Program) -> Iterator[Change]:
    """Another assignment, a remainder not taken, one less for one more."""
    unit, operands = program.unit, program.operands
    for place in program.places("%=", *ASSIGNMENTS):
        target = operands.number(operands.left(place), place)
        if target is None or program.head(place) is not None:
            continue
        text = unit.texts[place]
        for other in ASSIGNMENTS.get(text, ()):
            if other != "=" or _fits(program, place, target):
                yield unit.change(place, place + 1, other, "assignment")
        if text == "%=":
            yield unit.change(place, operands.right(place), "+= 0", "modulus_dropped")
    for statement in unit.statements:
        last = statement.end - 1
        if unit.texts[last] in ("++", "--") and program.operands.number(statement.first, last) is not None:
            yield unit.change(last, last + 1, "--" if unit.texts[last] == "++" else "++", "assignment")


def numeric_calls(program: Program) -> Iterator[Change]:
    """`abs` left out, `floor` for `ceil`, `min` for `max`, one of their arguments for both."""
    unit = program.unit
    for place in program.places("("):
        name, first = unit.before(place), _call_start(program, place)
        closing = unit.partner[place]
        if first < 0 or closing < place or place - 1 in program.types.functions:
            continue
        if name in ABSOLUTES:
            yield unit.change(first, place, "", "absolute")
        if name in ROUNDINGS:
            yield unit.change(place - 1, place, ROUNDINGS[name], "rounding")
        if name in EXTREMES and not _is_own(program, name):
            yield unit.change(place - 1, place, EXTREMES[name], "extremum")
            arguments = unit.split(place)
            if name in ("max", "min") and len(arguments) == 2:
                for one in arguments:
                    yield unit.change(first, closing + 1, f"({unit.text(*one)})", "extremum")


def divisions(program: Program) -> Iterator[Change]:
    """Real numbers divided as integers: a cast left out, `2` for `2.0`."""
    unit, operands = program.unit, program.operands
    for place in program.places("("):
        if operands.is_cast(place) and unit.partner[place] + 1 < len(unit):
            named = program.types.type_at(place + 1)
            if named is not None and named[0][0] in REALS and named[0][1] == 0 and unit.at(unit.partner[place] + 1) != "(":
                yield unit.change(place, unit.partner[place] + 1, "", "division")
    for place in program.places("/", "*"):
        for number in (place - 1, place + 1):
            if unit.kinds[number] == "number" and not unit.typed[number]:
                known = real(unit.texts[number])
                if known is not None and known[0] == int(known[0]) and "." in unit.texts[number]:
                    yield unit.change(number, number + 1, str(int(known[0])), "division")


def _fits(program: Program, place: int, target: Base) -> bool:
    """Whether the value can be stored without a cast, which Java asks for where it is wider."""
    if program.dialect is not Dialect.JAVA:
        return True
    end = program.unit.find(place, len(program.unit), ";", "}")
    value = program.operands.expression(place + 1, end) if end > 0 else None
    return value is not None and target in NUMBERS and list(Base).index(value) <= list(Base).index(target)


def _call_start(program: Program, opening: int) -> int:
    """The first token of a call's name, with `Math.` and `std::` before it; -1: it is another thing's method, or no call."""
    unit = program.unit
    if opening < 1 or unit.kinds[opening - 1] != "word":
        return -1
    if unit.before(opening - 1) in (".", "::", "->"):
        return opening - 3 if unit.before(opening - 2) in ("Math", "std") else -1
    return opening - 1


def _is_own(program: Program, name: str) -> bool:
    """Whether the program has its own function of this name, but none of the other one, or the language has none."""
    other = EXTREMES[name]
    known = {*program.types.names, *program.unit.macros}
    return other not in known and (name in known or (program.dialect is Dialect.C and not name.startswith("f")))


def _is_text(program: Program, place: int) -> bool:
    """Whether a text is joined: a string beside the sign or anywhere in the sum."""
    unit = program.unit
    first = place
    while first > 0 and place - first < 12 and unit.texts[first - 1] not in (";", "{", "}", "(", "="):
        first -= 1
    kinds = unit.kinds[first : place + 12]
    return "string" in kinds or "char" in (unit.kinds[place - 1], unit.kinds[place + 1])
