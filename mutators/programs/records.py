"""What a mutation of a program is: a change of its text, and the program that comes of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """`text` in place of the characters `start` to `end` of a program; `operator` is a name in `OPERATORS`."""

    start: int
    end: int
    text: str
    operator: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """A program that differs from a correct one in one place.

    `operator`: the name in `OPERATORS`. `line`: where the change begins, from 1. `before` stood there, `after` stands there.
    """

    source: str
    operator: str
    line: int
    before: str
    after: str
