"""Which of all changes are made: spread over the operators by their weights, and over the lines of the program."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from random import Random

from mutators.programs.operators import OPERATORS
from mutators.programs.records import Change, Mutant

LINE_END = re.compile(r"\r\n|\r|\n")
LOOKED_AT = 4
"""Of so many changes by one operator the one on the line with the fewest mutants is taken."""


def chosen(source: str, changes: Iterable[Change], rng: Random, most: int) -> tuple[Mutant, ...]:
    """At most `most` mutants by the changes, no two alike and none like the program itself."""
    starts = [0, *(match.end() for match in LINE_END.finditer(source))]
    found: dict[str, Mutant] = {}
    for change in _in_turn(changes, starts, rng):
        if len(found) >= most:
            break
        text = source[: change.start] + change.text + source[change.end :]
        if text == source or text in found:
            continue
        line = bisect_right(starts, change.start)
        found[text] = Mutant(text, change.operator, line, source[change.start : change.end], change.text)
    return tuple(found.values())


def _in_turn(changes: Iterable[Change], starts: list[int], rng: Random) -> Iterator[Change]:
    """All the changes: the chance of an operator's next one falls with the number that it has had.

    Of two operators that make the same change the first has it.
    """
    first: dict[tuple[int, int, str], Change] = {}
    for change in changes:
        first.setdefault((change.start, change.end, change.text), change)
    waiting: dict[str, list[Change]] = {}
    for change in first.values():
        waiting.setdefault(change.operator, []).append(change)
    for row in waiting.values():
        rng.shuffle(row)
    taken: Counter[str] = Counter()
    crowd: Counter[int] = Counter()
    while waiting:
        names = list(waiting)
        name = rng.choices(names, [OPERATORS[one].weight / (1 + taken[one]) for one in names])[0]
        row = waiting[name]
        lines = [bisect_right(starts, change.start) for change in row[-LOOKED_AT:]]
        place = min(range(len(lines)), key=lambda place: crowd[lines[place]])
        crowd[lines[place]] += 1
        taken[name] += 1
        yield row.pop(len(row) - len(lines) + place)
        if not row:
            del waiting[name]
