"""Lines of keywords and numbers of which the format is not understood: how far those of the examples may be changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mutators.formats.columns import Columns
from mutators.formats.nodes import Format, Kind, Token, walk

MOST_WORDS = 8
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_PLACEHOLDER = "#"


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one field. `words`: all that stand in them; `low`, `high`: of the numbers.

    `shapes`: where more is demanded than was understood, the lines of each example with what is too great to be the number of
    a line left open; only that changes then. Empty where nothing is in doubt.
    """

    words: frozenset[str]
    low: int
    high: int
    shapes: frozenset[tuple[str, ...]]

    def broken(self, lines: Sequence[str]) -> str:
        """Why these lines are none of such, or ""."""
        for line in lines:
            for word in line.split():
                if _NUMBER.fullmatch(word):
                    if not self.low <= int(word[:400]) <= self.high:
                        return f"{word[:40]} is not in {self.low}..{self.high}"
                elif word not in self.words:
                    return f"{word[:40]!r} is none of the words seen"
        if self.shapes and _shape(lines) not in self.shapes:
            return "other lines than in any example"
        return ""


def _shape(lines: Sequence[str]) -> tuple[str, ...]:
    def left(word: str) -> str:
        return _PLACEHOLDER if _NUMBER.fullmatch(word) and int(word[:400]) > len(lines) else word

    return tuple(" ".join(map(left, line.split())) for line in lines)


def lines_of(format: Format, seen: Columns, doubtful: bool) -> Iterator[tuple[str, Lines]]:
    """The texts of the format that are keywords and whole numbers in every example, as rows of several sorts are."""
    for _, one in walk(format.body):
        if not isinstance(one, Token) or one.kind is not Kind.TEXT:
            continue
        examples = [[str(value) for value in found.values] for found in seen.get(one.name, ())]
        tokens = [word for lines in examples for line in lines for word in line.split()]
        numbers = [int(word) for word in tokens if _NUMBER.fullmatch(word) and len(word) < 400]
        words = [word for word in tokens if _WORD.fullmatch(word)]
        plain = len(numbers) + len(words) == len(tokens) and numbers
        if plain and words and len(set(words)) <= MOST_WORDS and len(words) >= 2 * len(set(words)):
            shapes = frozenset(map(_shape, examples)) if doubtful else frozenset()
            yield one.name, Lines(frozenset(words), min(numbers), max(numbers), shapes)
