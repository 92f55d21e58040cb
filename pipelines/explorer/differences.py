"""Expected and printed output side by side, the words that differ marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_LINES = 400
MOST_LINE_CHARACTERS = 500
CONTEXT = 3
"""Equal lines that are shown around a difference."""
Parts = tuple[tuple[bool, str], ...]
"""Pieces of a line as (differs, text)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A pair of lines; a number is None where a side has no such line. `skipped` > 0: so many equal lines stand here."""

    left_number: int | None = None
    left: Parts = ()
    right_number: int | None = None
    right: Parts = ()
    differs: bool = False
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts side by side. `cut`: only the part around the first difference was compared, for they are long."""

    lines: tuple[Line, ...]
    equal: bool
    cut: bool = False


def difference(expected: str, got: str) -> Difference:
    """The lines that differ with some around them. Takes time that is bounded whatever the texts are."""
    left, right = expected.splitlines(), got.splitlines()
    same = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        same += 1
    begun = max(0, same - CONTEXT)
    cut = len(left) - begun > MOST_LINES or len(right) - begun > MOST_LINES
    shown_left, shown_right = left[begun : begun + MOST_LINES], right[begun : begun + MOST_LINES]
    lines = [Line(skipped=begun)] if begun else []
    matcher = SequenceMatcher(None, shown_left, shown_right, autojunk=False)
    for group in matcher.get_grouped_opcodes(CONTEXT):
        lines += _gap(lines, begun + group[0][1])
        for tag, left_from, left_to, right_from, right_to in group:
            pairs = _pairs(shown_left[left_from:left_to], shown_right[right_from:right_to])
            for at, (before, after) in enumerate(pairs):
                lines.append(_line(before, after, begun + left_from + at, begun + right_from + at, differs=tag != "equal"))
    if left == right:
        lines = [Line(place, _whole(line), place, _whole(line)) for place, line in enumerate(left[:MOST_LINES], 1)]
        cut = len(left) > MOST_LINES
    return Difference(tuple(lines), left == right, cut)


def _gap(lines: Sequence[Line], next_place: int) -> list[Line]:
    """What was left out between the last line and the next one."""
    last = next((line.left_number for line in reversed(lines) if line.left_number), None)
    if last is None or next_place - last <= 0:
        return []
    return [Line(skipped=next_place - last)]


def _pairs(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    for place in range(max(len(left), len(right))):
        yield (left[place] if place < len(left) else None, right[place] if place < len(right) else None)


def _line(one: str | None, other: str | None, left_at: int, right_at: int, *, differs: bool) -> Line:
    if one is None or other is None or not differs:
        return Line(
            None if one is None else left_at + 1,
            () if one is None else _whole(one, differs=differs),
            None if other is None else right_at + 1,
            () if other is None else _whole(other, differs=differs),
            differs,
        )
    left, right = _words(one, other)
    return Line(left_at + 1, left, right_at + 1, right, True)


def _whole(line: str, *, differs: bool = False) -> Parts:
    return ((differs, _cut(line)),)


def _cut(line: str) -> str:
    return line if len(line) <= MOST_LINE_CHARACTERS else line[:MOST_LINE_CHARACTERS] + f"… {len(line)} characters"


def _words(one: str, other: str) -> tuple[Parts, Parts]:
    """Two lines as pieces: long ones are cut to a window around the first word that differs."""
    left, right = one.split(" "), other.split(" ")
    same = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    begun = max(0, same - 8)
    left_shown, right_shown = left[begun : same + 40], right[begun : same + 40]
    matcher = SequenceMatcher(None, left_shown, right_shown, autojunk=False)
    pieces: tuple[list[tuple[bool, str]], list[tuple[bool, str]]] = ([], [])
    if begun:
        for side in pieces:
            side.append((False, f"… {begun} words "))
    for tag, a, b, c, d in matcher.get_opcodes():
        for side, words in ((pieces[0], left_shown[a:b]), (pieces[1], right_shown[c:d])):
            if words:
                side.append((False, " " if side and not side[-1][1].endswith(" ") else ""))
                side.append((tag != "equal", _cut(" ".join(words))))
    for side, words in ((pieces[0], left), (pieces[1], right)):
        if len(words) > same + 40:
            side.append((False, f" … {len(words) - same - 40} words more"))
    return tuple(pieces[0]), tuple(pieces[1])
