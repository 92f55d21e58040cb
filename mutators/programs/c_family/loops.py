"""Wrong loops in C, C++ and Java: bounds, steps, ends."""

from __future__ import annotations

from collections.abc import Iterator

from mutators.programs.c_family.lexing import Dialect, integer
from mutators.programs.c_family.program import Program
from mutators.programs.records import Change

CUTS = (2, 10, 50, 300)
"""After so many rounds a loop is cut off: more than samples need, fewer than tests do."""
_ORDERS = ("<", "<=", ">", ">=")
_LEAVING = frozenset({"break", "continue", "return", "throw", "goto"})


def bounds(program: Program) -> Iterator[Change]:
    """First and last round, step, and number of rounds of `for (i = 0; i < n; i++)`."""
    unit = program.unit
    for opening, word in unit.heads.items():
        if unit.idle[opening] or word != "for":
            continue
        closing = unit.partner[opening]
        first = unit.find(opening + 1, closing, ";")
        second = unit.find(first + 1, closing, ";") if first > 0 else -1
        if second < 0:
            continue
        yield from _start(program, opening + 1, first)
        yield from _end(program, first + 1, second)
        yield from _step(program, second + 1, closing)
        yield from _cut(program, (opening + 1, first), (first + 1, second), (second + 1, closing))


def macro_bounds(program: Program) -> Iterator[Change]:
    """First and last round of `rep(i, 0, n)`: a macro that stands for a loop."""
    unit = program.unit
    for opening, word in unit.heads.items():
        if word not in unit.macros or unit.idle[opening] or not unit.macros[word].counts:
            continue
        arguments = unit.split(opening)
        numbers = [one for one in arguments[1:] if program.operands.expression(*one) is not None]
        if len(numbers) != len(arguments) - 1 or len(numbers) not in (1, 2):
            continue
        for sign in "-+":
            yield unit.change(*numbers[-1], _stepped(program, *numbers[-1], sign), "loop_last")
        if len(numbers) == 2:
            yield unit.change(*numbers[0], _stepped(program, *numbers[0], "+"), "loop_first")


def _start(program: Program, first: int, end: int) -> Iterator[Change]:
    """`i = 1` for `i = 0`, where one variable is set."""
    unit = program.unit
    sign = unit.find(first, end, "=")
    if sign < 0 or sign + 1 >= end or unit.find(sign, end, ",") >= 0:
        return
    if program.operands.expression(sign + 1, end) is not None:
        for step in "+-":
            yield unit.change(sign + 1, end, _stepped(program, sign + 1, end, step), "loop_first")


def _end(program: Program, first: int, end: int) -> Iterator[Change]:
    """`i < n - 1` for `i < n`, where the condition is one relation."""
    unit = program.unit
    sign = unit.find(first, end, *_ORDERS)
    if sign < 0 or sign + 1 >= end or unit.find(first, end, "&&", "||", ",", "?") >= 0:
        return
    if program.operands.expression(sign + 1, end) is not None:
        for step in "-+" if unit.texts[sign] in ("<", "<=") else "+-":
            yield unit.change(sign + 1, end, _stepped(program, sign + 1, end, step), "loop_last")


def _step(program: Program, first: int, end: int) -> Iterator[Change]:
    """`i += 2` for `i++`."""
    unit = program.unit
    words = unit.texts[first:end]
    if len(words) == 2 and {"++", "--"} & set(words):
        name = next(word for word in words if word not in ("++", "--"))
        if (
            program.operands.number(first if words[0] == name else first + 1, first + 1 if words[0] == name else end)
            is not None
        ):
            yield unit.change(first, end, f"{name} {'+=' if '++' in words else '-='} 2", "loop_step")


def _cut(program: Program, start: tuple[int, int], test: tuple[int, int], step: tuple[int, int]) -> Iterator[Change]:
    """A loop that counts up from a number, ended at one that is a little larger."""
    unit = program.unit
    if unit.texts[slice(*step)] not in ([unit.at(test[0]), "++"], ["++", unit.at(test[0])]) or test[0] + 2 >= test[1]:
        return
    sign = unit.find(*start, "=")
    known = integer(unit.texts[sign + 1]) if sign > 0 and sign + 2 == start[1] else None
    plain = unit.find(*test, "||", ",", "?") < 0 and unit.at(test[0] + 1) in _ORDERS
    if plain and program.operands.number(test[0], test[0] + 1) is not None:
        for most in CUTS if known else ():
            assert known is not None
            yield unit.change(*test, f"{unit.text(*test)} && {unit.texts[test[0]]} < {known[0] + most}", "loop_cut")


def leaps(program: Program) -> Iterator[Change]:
    """`break` and `continue` dropped; one for the other, but in a `while`, which might never end."""
    unit = program.unit
    for place in program.places("break", "continue"):
        block = program.block(place)
        if unit.at(place + 1) != ";" or block is None or block[1] == "switch":
            continue
        word = unit.texts[place]
        endless = block[1] == "do" or unit.texts[block[0] - 3 : block[0]] in (
            ["(", "true", ")"],
            ["(", "1", ")"],
            [";", ";", ")"],
        )
        if endless and word == "break":
            continue
        yield unit.change(place, place + 1, "", "break")
        if word == "continue" or block[1] == "for" or block[1] in unit.macros:
            yield unit.change(place, place + 1, "break" if word == "continue" else "continue", "break")


def early_exits(program: Program) -> Iterator[Change]:
    """A loop left after its first round that comes to its end."""
    unit = program.unit
    ends = {statement.end: statement for statement in unit.statements}
    for opening, word in unit.heads.items():
        brace = unit.partner[opening] + 1
        closing = unit.partner[brace] if brace < len(unit) else -1
        if (word not in ("for", "while") and word not in unit.macros) or unit.at(brace) != "{" or closing < 0:
            continue
        last = ends.get(closing - 1)
        if last is None or unit.texts[last.first] in _LEAVING or unit.idle[closing] or last.first == brace + 1:
            continue
        if not (program.dialect is Dialect.JAVA and unit.texts[opening + 1 : unit.partner[opening]] == ["true"]):
            yield Change(unit.starts[closing], unit.starts[closing], "break; ", "early_exit")


def subscripts(program: Program) -> Iterator[Change]:
    """The element before, and the one after; `a[j][i]` for `a[i][j]`."""
    unit = program.unit
    for place in program.places("["):
        closing = unit.partner[place]
        if closing <= place + 1 or (unit.kinds[place + 1] == "number" and closing == place + 2):
            continue
        if unit.before(place) in ("", "new") or not program.operands.is_binary(place):
            continue
        kind = program.operands.expression(place + 1, closing)
        if kind is None:
            continue
        for sign in "+-":
            yield unit.change(place + 1, closing, _stepped(program, place + 1, closing, sign), "index")
        behind = closing + 1
        if unit.at(behind) == "[" and unit.partner[behind] > behind + 1:
            first, second = unit.text(place + 1, closing), unit.text(behind + 1, unit.partner[behind])
            if first != second and program.operands.expression(behind + 1, unit.partner[behind]) is not None:
                yield unit.change(place, unit.partner[behind] + 1, f"[{second}][{first}]", "wrong_variable")


def _stepped(program: Program, first: int, end: int, sign: str) -> str:
    """The expression one more or one less; a plain number is stepped itself."""
    unit = program.unit
    text = unit.text(first, end)
    known = integer(text) if end == first + 1 else None
    if known is not None:
        return f"{known[0] + (1 if sign == '+' else -1)}{known[1]}"
    return f"{text} {sign} 1" if end == first + 1 else f"({text}) {sign} 1"
