"""Wrong conditions in C, C++ and Java: relations, connectives, branches."""

from __future__ import annotations

from collections.abc import Iterator

from mutators.programs.c_family.lexing import Dialect
from mutators.programs.c_family.program import Program
from mutators.programs.records import Change

BOUNDARIES = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "!=", "!=": "=="}
OTHERS = {"<": "!=", "<=": "==", ">": "!=", ">=": "==", "==": "<=", "!=": "<"}
"""Relations that only numbers have for certain."""
CONNECTIVES = {"&&": "||", "||": "&&", "and": "or", "or": "and"}
_ENDS = frozenset({"&&", "||", "and", "or", "?", ":", ",", ";", "=", "return", "<<", "{", "}", "(", "["})
_LOOPS = frozenset({"for", "while"})


def relations(program: Program) -> Iterator[Change]:
    """Other relations. A loop's condition keeps its direction: turned round it never ends, which any test shows."""
    for place in program.places(*TURNED):
        text = program.unit.texts[place]
        if not program.operands.is_binary(place):
            continue
        if text in BOUNDARIES:
            yield program.unit.change(place, place + 1, BOUNDARIES[text], "boundary")
        head = program.head(place)
        if head is not None and (head[1] in _LOOPS or head[1] in program.unit.macros):
            continue
        yield program.unit.change(place, place + 1, TURNED[text], "relation")
        if _are_numbers(program, place):
            yield program.unit.change(place, place + 1, OTHERS[text], "relation")


def connectives(program: Program) -> Iterator[Change]:
    """`||` for `&&` and back; one side left out (by the word that changes nothing in its place)."""
    unit = program.unit
    for place in program.places(*CONNECTIVES):
        if not program.operands.is_binary(place):
            continue
        text = unit.texts[place]
        yield unit.change(place, place + 1, CONNECTIVES[text], "connective")
        neutral = _truth(program, text in ("&&", "and"))
        for first, end in (_clause_before(program, place), _clause_after(program, place)):
            if first < end:
                yield unit.change(first, end, neutral, "clause_dropped")


def branches(program: Program) -> Iterator[Change]:
    """A condition negated, always and never true; `if` for `else if`; nothing done otherwise."""
    unit = program.unit
    for opening, word in unit.heads.items():
        first, closing = opening + 1, unit.partner[opening]
        if word != "if" or unit.idle[opening] or first >= closing or _declares(program, first, closing):
            continue
        text = unit.text(first, closing)
        yield unit.change(first, closing, f"!({text})", "negation")
        yield unit.change(first, closing, _truth(program, True), "condition_constant")
        yield unit.change(first, closing, _truth(program, False), "condition_constant")
    for place in program.places("!"):
        if unit.at(place + 1) != "=" and not _in_loop_head(program, place):
            yield unit.change(place, place + 1, "", "negation")
    for place in program.places("else"):
        yield from _otherwise(program, place)


def _otherwise(program: Program, place: int) -> Iterator[Change]:
    unit = program.unit
    first = place + 1
    if unit.at(first) == "if":
        yield unit.change(place, first + 1, "if", "else_detached")
        return
    if unit.at(first) == "{":
        end = unit.partner[first] + 1
    elif first + 1 in unit.heads:
        end = unit.body(first + 1)[1]
    else:
        end = unit.find(first, len(unit), ";", "}") + 1
    if end <= first or (program.dialect is Dialect.JAVA and "return" in unit.texts[first:end]):
        return
    yield unit.change(first, end, "{}", "else_deleted")


def truths(program: Program) -> Iterator[Change]:
    """`true` for `false` and back, but where a loop has no other condition."""
    unit = program.unit
    for place in program.places("true", "false"):
        if unit.before(place) != "(" or unit.at(place + 1) != ")":
            yield unit.change(place, place + 1, "false" if unit.texts[place] == "true" else "true", "truth")


def _truth(program: Program, value: bool) -> str:
    if program.dialect is Dialect.C:
        return str(int(value))
    return "true" if value else "false"


def _are_numbers(program: Program, place: int) -> bool:
    """Whether both sides are numbers; in C and C++ one of them is enough to tell."""
    operands = program.operands
    left = operands.number(operands.left(place), place)
    right = operands.number(place + 1, operands.right(place))
    if program.dialect is Dialect.JAVA:
        return left is not None and right is not None
    return left is not None or right is not None


def _clause_before(program: Program, place: int) -> tuple[int, int]:
    unit = program.unit
    first = place
    while first > 0 and unit.texts[first - 1] not in _ENDS:
        opening = unit.partner[first - 1]
        first = opening if 0 <= opening < first - 1 else first - 1
    return first, place


def _clause_after(program: Program, place: int) -> tuple[int, int]:
    unit = program.unit
    end = place + 1
    while (
        end < len(unit)
        and (unit.texts[end] not in _ENDS or unit.texts[end] in ("(", "["))
        and unit.texts[end] not in (")", "]")
    ):
        closing = unit.partner[end]
        end = closing + 1 if closing > end else end + 1
    return place + 1, end


def _declares(program: Program, first: int, closing: int) -> bool:
    """Whether the head declares something: `if (auto it = m.find(x); ...)`."""
    unit = program.unit
    return unit.texts[first] == "auto" or unit.find(first, closing, ";") >= 0 or _is_declaration(program, first)


def _is_declaration(program: Program, first: int) -> bool:
    named = program.types.type_at(first)
    return named is not None and named[1] < len(program.unit) and program.unit.kinds[named[1]] == "word"


def _in_loop_head(program: Program, place: int) -> bool:
    head = program.head(place)
    return head is not None and head[1] != "if"
