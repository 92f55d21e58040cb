"""Wrong statements in C, C++ and Java: deleted, not done anew, sorted otherwise, at the other end."""

from __future__ import annotations

from collections.abc import Iterator

from mutators.programs.c_family.declarations import Declared
from mutators.programs.c_family.lexing import Dialect
from mutators.programs.c_family.program import Program
from mutators.programs.c_family.reading import Statement
from mutators.programs.c_family.vocabulary import ASSIGNMENTS, words
from mutators.programs.records import Change

_MARKING = words("push push_back emplace emplace_back insert add put push_front emplace_front offer append addLast addFirst")
_RESETTING = words("memset fill clear fill_n assign resize")
_IDLE = words("free fclose fflush close flush exit reserve sync_with_stdio tie srand assert main solve setvbuf freopen")
_SORTING = frozenset({"sort", "stable_sort", "qsort"})
_BEGINNING = frozenset({"++", "--", "*", "(", "this"})
_SECOND = ASSIGNMENTS | frozenset({"(", "[", ".", "->", "++", "--", "::", ","})
_NO_EXPRESSION = words("return break continue goto case default using typedef template delete throw new import package")
BISECTIONS = {"lower_bound": "upper_bound", "upper_bound": "lower_bound", "floorKey": "lowerKey", "ceilingKey": "higherKey"}
ENDS = {
    "push_front": "push_back",
    "pop_front": "pop_back",
    "pop_back": "pop_front",
    "front": "back",
    "back": "front",
    "addFirst": "addLast",
    "addLast": "addFirst",
    "pollFirst": "pollLast",
    "pollLast": "pollFirst",
}
_TWO_ENDED = frozenset({"push_front", "pop_front", "pop_back"})
_STREAMS = words("istream ostream ifstream ofstream stringstream unique_ptr")
_RECEIVING = frozenset({",", ")", ":", "="})


def deletions(program: Program) -> Iterator[Change]:
    """A statement that does nothing. Not one that reads or prints: any test shows that."""
    unit = program.unit
    for statement in unit.statements:
        first, end = statement.first, statement.end
        if not _is_expression(program, statement) or program.talks(statement) or _called(program, statement) in _IDLE:
            continue
        if _counts_loop(program, statement) or unit.around[first] < 0:
            continue
        yield unit.change(first, end, "", _kind(program, statement))


def resets(program: Program) -> Iterator[Change]:
    """A variable that keeps its value from the round, or the call, before: it is made static. Java has none of these."""
    unit = program.unit
    if program.dialect is Dialect.JAVA:
        return
    for rows in program.types.names.values():
        for one in rows:
            if _is_local(program, one) and (program.dialect is not Dialect.C or _is_constant(program, one.name + 2)):
                yield Change(unit.starts[one.type_first], unit.starts[one.type_first], "static ", "reset_missed")


def sorting(program: Program) -> Iterator[Change]:
    """Sorted the other way round; the first or the last element left where it is."""
    unit = program.unit
    for statement in unit.statements:
        name = _called(program, statement)
        if name not in _SORTING or name == "qsort" or program.dialect is not Dialect.CPP:
            continue
        opening = unit.find(statement.first, statement.end, "(")
        arguments = unit.split(opening)
        if len(arguments) < 2:
            continue
        first, last = unit.text(*arguments[0]), unit.text(*arguments[1])
        whole = unit.text(statement.first, statement.end)
        yield unit.change(statement.first, statement.end, f"{whole}, reverse({first}, {last})", "sort_reversed")
        yield unit.change(*arguments[0], f"{first} + 1", "element_skipped")
        yield unit.change(*arguments[1], f"{last} - 1", "element_skipped")
    for place in program.places("greater", "less"):
        if unit.at(place + 1) == "<":
            yield unit.change(place, place + 1, "less" if unit.texts[place] == "greater" else "greater", "sort_reversed")


def renamed(program: Program) -> Iterator[Change]:
    """Another method, or another container, of the same kind."""
    unit = program.unit
    words = unit.texts
    for place in program.places(*BISECTIONS):
        if unit.at(place + 1) == "(":
            yield unit.change(place, place + 1, BISECTIONS[words[place]], "bisection")
    deque = "deque" in words
    for place in program.places(*ENDS):
        if unit.before(place) == "." and unit.at(place + 1) == "(" and (deque or words[place] not in _TWO_ENDED):
            yield unit.change(place, place + 1, ENDS[words[place]], "wrong_end")
    for name, other in (("multiset", "set"), ("set", "multiset"), ("map", "multimap")):
        if words.count(name) == 1 and name != "map" and unit.at(words.index(name) + 1) == "<":
            place = words.index(name)
            yield unit.change(place, place + 1, other, "duplicates")


def references(program: Program) -> Iterator[Change]:
    """A copy in place of a reference: what is done to it is lost."""
    unit = program.unit
    if program.dialect is not Dialect.CPP:
        return
    for place, text in enumerate(unit.texts):
        if text != "&" or not 0 < place < len(unit) - 2 or unit.idle[place] or unit.kinds[place + 1] != "word":
            continue
        if unit.at(place + 2) not in _RECEIVING or "const" in unit.texts[max(0, place - 12) : place]:
            continue
        before = unit.texts[place - 1]
        named = (
            before == "auto" or before in program.types.aliases or (before == ">" and unit.typed[place - 1]) or before in _PLAIN
        )
        if named and before not in _STREAMS:
            yield unit.change(place, place + 1, "", "shared")


_PLAIN = words("int long double string char bool")


def _is_expression(program: Program, statement: Statement) -> bool:
    """Whether it is neither a declaration nor a jump."""
    unit, first = program.unit, statement.first
    if unit.texts[first] in _BEGINNING:
        return True
    if unit.kinds[first] != "word" or unit.texts[first] in _NO_EXPRESSION:
        return False
    place = first + 1
    while unit.at(place) == "::" and place + 2 < statement.end:
        place += 2
    if unit.at(place) == "[" and unit.at(place + 1) == "]":
        return False
    if unit.at(place) not in _SECOND or program.types.type_at(first) is not None:
        return program.types.of(first) is not None and unit.at(place) in _SECOND
    declared = program.types.of(first)
    return declared is None or declared.name != first


def _kind(program: Program, statement: Statement) -> str:
    """The operator that deleting the statement is."""
    unit = program.unit
    name = _called(program, statement)
    if name in _SORTING:
        return "sort_dropped"
    if name in _MARKING:
        return "mark_deleted"
    if name in _RESETTING:
        return "reset_missed"
    sign = unit.find(statement.first, statement.end, *ASSIGNMENTS)
    if sign > 0 and unit.texts[sign] == "=":
        if _is_constant(program, sign + 1):
            return "mark_deleted" if unit.texts[sign - 1] == "]" else "reset_missed"
        if unit.texts[sign - 1] == "]":
            return "mark_deleted"
    return "statement_deleted"


def _called(program: Program, statement: Statement) -> str:
    """The name of the function that the statement calls first; "" where it calls none."""
    unit = program.unit
    opening = unit.find(statement.first, statement.end, "(", *ASSIGNMENTS)
    return unit.texts[opening - 1] if opening > statement.first and unit.texts[opening] == "(" else ""


def _is_constant(program: Program, place: int) -> bool:
    """Whether a number or a truth value stands there alone, up to the end of the statement."""
    unit = program.unit
    place += unit.at(place) == "-"
    word = unit.at(place)
    return (
        place + 1 < len(unit)
        and unit.at(place + 1) == ";"
        and (unit.kinds[place] in ("number", "char") or word in ("true", "false"))
    )


def _is_local(program: Program, one: Declared) -> bool:
    """Whether it is a declaration's first variable and has a value, in a loop or in a function that may be called again."""
    unit = program.unit
    if not one.first or one.function or one.type_first >= one.type_end or unit.idle[one.name]:
        return False
    if unit.texts[one.type_first] in ("const", "static", "constexpr", "auto") or unit.before(one.type_first) not in (
        ";",
        "{",
        "}",
    ):
        return False
    around = unit.around[one.name]
    if around < 0 or unit.texts[around] != "{":
        return False
    behind = unit.at(one.name + 1)
    valued = behind == "=" or (behind in (";", "(") and one.type[1] > 0 and unit.at(one.name + 1) != "[")
    if not valued or (behind == ";" and unit.texts[one.type_end - 1] not in (">",)):
        return False
    function = unit.function_at(one.name)
    if function is None:
        return False
    return program.block(one.name) is not None or (
        unit.texts[function.name] != "main" and not _recurses(program, function.name)
    )


def _recurses(program: Program, name: int) -> bool:
    unit = program.unit
    function = unit.function_at(name + 3) if name + 3 < len(unit) else None
    inside = next((one for one in unit.functions if one.name == name), function)
    return inside is not None and unit.texts[name] in unit.texts[inside.opening : inside.closing]


def _counts_loop(program: Program, statement: Statement) -> bool:
    """Whether it moves what the condition of a `while` around it looks at: without it that might never end."""
    unit = program.unit
    target = unit.texts[statement.first]
    if target in ("++", "--", "*", "("):
        target = unit.at(statement.first + 1)
    block = unit.around[statement.first]
    while block >= 0:
        opening = unit.partner[block - 1] if unit.before(block) == ")" else -1
        if opening in unit.heads and unit.heads[opening] == "while" and target in unit.texts[opening : unit.partner[opening]]:
            return True
        block = unit.around[block]
    head = unit.partner[statement.first - 1] if unit.before(statement.first) == ")" else -1
    return head in unit.heads and unit.heads[head] == "while" and target in unit.texts[head : unit.partner[head]]
