"""Whether values are of a format, and if not, why."""

from __future__ import annotations

from mutators.formats.nodes import Atom, Format, Kind, List, Node, Parsed, Token, Values, fields
from mutators.formats.parsing import DECIMAL, INTEGER, FormatMismatch, parse
from mutators.formats.rendering import render

MAX_MISMATCHES = 20


def mismatches(format: Format, values: Values) -> tuple[str, ...]:
    """What keeps the values from being of the format, at most MAX_MISMATCHES of it.

    Empty exactly if the text of the values parses to them again.
    """
    found: list[str] = []
    _check(format.body, values, {}, found)
    if not found:
        try:
            again = parse(format, render(format, Parsed(values))).values
        except FormatMismatch as mismatch:
            return (str(mismatch),)
        if again != values:
            return ("the text of the values parses to other values",)
    return tuple(found[:MAX_MISMATCHES])


def _check(body: tuple[Node, ...], values: object, around: dict[str, Atom], found: list[str]) -> None:
    block = fields(body)
    if not isinstance(values, tuple) or len(values) != len(block):
        found.append(f"expected {len(block)} values ({', '.join(one.name for one in block)}), got {_shown(values)}")
        return
    known = dict(around)
    for one, value in zip(block, values, strict=True):
        if len(found) >= MAX_MISMATCHES:
            return
        if isinstance(one, Token):
            _check_token(one, value, known, found)
            if isinstance(value, int | str):
                known[one.name] = value
        elif not isinstance(value, tuple):
            found.append(f"{one.name}: expected several values, got {_shown(value)}")
        else:
            if one.count is not None and len(value) != (total := one.count.of(known)):
                found.append(f"{one.name}: expected {one.count} = {total} values, got {len(value)}")
            for inner in value:
                if isinstance(one, List):
                    _check_token(one.token, inner, known, found)
                else:
                    _check(one.body, inner, known, found)


def _check_token(token: Token, value: object, known: dict[str, Atom], found: list[str]) -> None:
    if not _of_kind(token.kind, value):
        found.append(f"{token.name}: expected {token.kind.value}, got {_shown(value)}")
    elif token.length is not None and len(str(value)) != (total := token.length.of(known)):
        found.append(f"{token.name}: expected {token.length} = {total} characters, got {_shown(value)}")


def _of_kind(kind: Kind, value: object) -> bool:
    if isinstance(value, int):
        return kind is Kind.INTEGER
    if not isinstance(value, str):
        return False
    if kind is Kind.INTEGER:
        return INTEGER.fullmatch(value) is not None
    if kind is Kind.DECIMAL:
        return DECIMAL.fullmatch(value) is not None
    return "\n" not in value if kind is Kind.TEXT else value.split() == [value]


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
