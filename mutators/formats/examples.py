"""Example inputs as tokens per line, and whether a structure matches them: the inner loop of the search for a format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mutators.formats.nodes import Atom, Kind, Line, List, Node, Repeat, Token
from mutators.formats.parsing import INTEGER, MAX_DIGITS


@dataclass(frozen=True, slots=True)
class Example:
    """One input: the tokens of each line, and how many lines may still be read after them: the blank ones at the end.

    One more where the text does not end in blank lines: an empty list may be the line that is not there.
    """

    lines: tuple[tuple[str, ...], ...]
    blank: int
    skips: bool = False
    """Whether lines without tokens are left out: then the line of an empty list is not there."""


def example(text: str, skip_blank_lines: bool) -> Example:
    """The tokens of a text."""
    core = text.rstrip()
    lines = [tuple(line.split()) for line in core.split("\n")] if core else []
    blank = max(1, text[len(core) :].count("\n") - 1)
    return Example(tuple(line for line in lines if line or not skip_blank_lines), blank, skip_blank_lines)


def matches(body: Sequence[Node], one: Example, place: int, values: dict[str, Atom]) -> int | None:
    """The line after the block that starts on line `place`; None where it does not fit. `values` takes the variables."""
    for node in body:
        after = _line(node, one, place, values) if isinstance(node, Line) else _repeat(node, one, place, values)
        if after is None:
            return None
        place = after
    return place


def repeated(body: Sequence[Node], one: Example, place: int, values: dict[str, Atom], count: int) -> int | None:
    """The line after `count` blocks."""
    for _ in range(count):
        after = matches(body, one, place, values)
        if after is None:
            return None
        place = after
    return place


def repeated_until(
    body: Sequence[Node], one: Example, place: int, values: dict[str, Atom], end: tuple[str, ...]
) -> tuple[int, int] | None:
    """The line after the line `end` (without tokens: the input's end) that follows any number of blocks, and that number."""
    total = 0
    while place < len(one.lines):
        if end and one.lines[place] == end:
            return place + 1, total
        after = matches(body, one, place, values)
        if after is None or after == place:
            return None
        place = after
        total += 1
    return None if end else (place, total)


def _repeat(node: Repeat, one: Example, place: int, values: dict[str, Atom]) -> int | None:
    if node.count is None:
        after = repeated_until(node.body, one, place, values, tuple((node.terminator or "").split()))
        return after and after[0]
    count = node.count.of(values)
    return None if count is None else repeated(node.body, one, place, values, count)


def _line(line: Line, one: Example, place: int, values: dict[str, Atom]) -> int | None:
    if one.skips and _left_out(line, values):
        return place
    if place >= len(one.lines) + one.blank:
        return None
    items = line.items
    words = one.lines[place] if place < len(one.lines) else ()
    last = items[-1] if items else None
    open_end = isinstance(last, List) or (isinstance(last, Token) and last.kind is Kind.TEXT)
    fixed = len(items) - open_end
    if len(words) < fixed or (not open_end and len(words) != fixed):
        return None
    for item, word in zip(items[:fixed], words, strict=False):
        if item.name and INTEGER.fullmatch(word) and len(word) <= MAX_DIGITS:
            values[item.name] = int(word)
        else:
            values.pop(item.name, None)
    if isinstance(last, List) and last.count is not None and len(words) - fixed != last.count.of(values):
        return None
    if isinstance(last, List) and last.sizes and (words[fixed - 1], len(words) - fixed) not in last.sizes:
        return None
    if not words and place >= len(one.lines) and not isinstance(last, List):
        return None  # an empty list may be the blank line that the end of the text swallowed; a text may not
    return place + 1


def _left_out(line: Line, values: dict[str, Atom]) -> bool:
    """Whether the line is one empty list, and nothing else."""
    only = line.items[0] if len(line.items) == 1 else None
    return isinstance(only, List) and only.count is not None and only.count.of(values) == 0
