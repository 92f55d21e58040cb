"""Blocks that show the input (`N M`, `A_1 A_2 ... A_N`), as AtCoder has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mutators.constraints.expressions import Variable
from mutators.constraints.lexing import Token, tokens, variable
from mutators.constraints.parsing import expression
from mutators.constraints.records import Item, ReadLine, Section
from mutators.constraints.sections import Sentence

_FORMAT_BLOCK = re.compile(
    r"\b(?:following|this)\s+(?:format|form|layout)[^\n.:]{0,60}[:.]?[^\S\n]*(?:\n[^\S\n]*){1,8}", re.IGNORECASE
)
_QUOTED = re.compile(r"(?:\s*>(?:\s|\Z))+")
"""What stands before each line of a block that is quoted as Markdown quotes."""
_UPRIGHT_DOTS = re.compile(r"[\s:.⋮|*]+")


def block_lines(text: str, found: Sequence[Sentence]) -> list[ReadLine]:
    """The lines of the block that shows the input; none where the input section has no such block."""
    first = next((one for one in found if one.section is Section.INPUT), None)
    match = _FORMAT_BLOCK.search(text, first.start if first else 0)
    if match is None or first is None:
        return []
    end = text.find("\n\n", match.end())
    rows = [_QUOTED.sub("", row).strip(" `") for row in text[match.end() : end if end >= 0 else len(text)].split("\n")]
    lines = list(_rows([row for row in rows if row]))
    if not lines or not any(line.items for line in lines):
        return []
    return lines


def _rows(rows: list[str]) -> Iterator[ReadLine]:
    """`x_1 y_1`, `:`, `x_N y_N` is one line, N times; rows of the same names without dots between them are single lines."""
    place = 0
    while place < len(rows):
        row = rows[place]
        if re.sub(r"[\w\s.,()]", "", row):
            return
        parts = [token for token in tokens(row) if token.kind in ("name", "dots")]
        names = [variable(token.text) for token in parts if token.kind == "name"]
        end = place + 1
        while end < len(rows) and (_UPRIGHT_DOTS.fullmatch(rows[end]) or _same_row(names, rows[end])):
            end += 1
        if any(_UPRIGHT_DOTS.fullmatch(one) for one in rows[place:end]) and _same_row(names, rows[end - 1]):
            last = next(variable(token.text) for token in tokens(rows[end - 1]) if token.kind == "name")
            yield ReadLine(tuple(_row_items(parts, True)), row, expression(last.subscript.split(",")[0]))
            place = end
        else:
            yield ReadLine(tuple(_row_items(parts, False)), row)
            place += 1


def _same_row(names: list[Variable], row: str) -> bool:
    others = [variable(token.text) for token in tokens(row) if token.kind == "name"]
    return bool(names) and [one.base for one in names] == [one.base for one in others] and names != others


def _row_items(parts: list[Token], repeated: bool) -> Iterator[Item]:
    place = 0
    dots = [index for index, token in enumerate(parts) if token.kind == "dots"]
    while place < len(parts):
        name = variable(parts[place].text)
        ahead = next((index for index in dots if index > place), None)
        if ahead is not None and ahead + 1 < len(parts) and variable(parts[ahead + 1].text).base == name.base:
            last = variable(parts[ahead + 1].text)
            yield Item(Variable(name.base, "*"), sequence=True, count=expression(last.subscript.split(",")[-1]))
            dots.remove(ahead)
            place = ahead + 2
            continue
        yield Item(Variable(name.base, "i") if repeated and name.subscript else name, type="any")
        place += 1
