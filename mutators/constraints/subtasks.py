"""Bounds of tables of subtasks: together they say how far the whole problem goes where nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mutators.constraints.chains import chains
from mutators.constraints.expressions import Number, Variable
from mutators.constraints.notation import Plain
from mutators.constraints.records import Compare, Section
from mutators.constraints.sections import sections

_ROW = re.compile(
    r"[^\n]*[≤≥<>][^\n]*|[^\n]*\bno (?:further|additional|other|extra|special) [^\n]*|[^\n]*\bas (?:above|stated)[^\n]*", re.I
)
Key = tuple[str, bool]
"""A variable, and whether it is bounded from above."""


def overall(text: Plain) -> Iterator[Compare]:
    """The widest bound of every variable that each row of the table bounds by a constant in that direction.

    A row that does not bound it leaves it free, so then the table says nothing of the whole.
    """
    for section, start, end in sections(text.text):
        if section is Section.SUBTASKS:
            rows = [_bounds(text, start + row.start(), start + row.end()) for row in _ROW.finditer(text.text[start:end])]
            common = set.intersection(*map(set, rows)) if len(rows) > 1 else set()
            for key in sorted(common):
                constant, one = max((row[key] for row in rows), key=lambda found: found[0].value if key[1] else -found[0].value)
                yield Compare(one, "≤" if key[1] else "≥", constant, text.source(start, end), Section.SUBTASKS)


def _bounds(text: Plain, start: int, end: int) -> dict[Key, tuple[Number, Variable]]:
    """What one row bounds by constants; strict bounds are taken as if they were not, which is wider."""
    found: dict[Key, tuple[Number, Variable]] = {}
    for chain in chains(text.text[start:end]):
        for place, relation in enumerate(chain.relations):
            for left in chain.terms[place]:
                for right in chain.terms[place + 1]:
                    if isinstance(left, Variable) and isinstance(right, Number) and relation in "≤<≥>":
                        found[left.name, relation in "≤<"] = right, left
                    elif isinstance(left, Number) and isinstance(right, Variable) and relation in "≤<≥>":
                        found[right.name, relation in "≥>"] = left, right
    return found
