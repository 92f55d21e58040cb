"""How well a format agrees with what a statement says of the lines, to tell apart formats that explain the examples alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mutators.constraints.alignment import agreements, align
from mutators.constraints.binding import broken_by
from mutators.constraints.evaluation import joint_block
from mutators.constraints.records import Compare, Statement
from mutators.formats.nodes import Format

PLACED, MOST_PLACED, COUNTED, BROKEN = 1.0, 6, 1.5, 2.5
"""What speaks for a format: by each named variable that has a place, up to so many of them; where all counts are those that are
stated; and against one in which the examples break all bounds. In tokens, as the prices of formats."""
MOST_CHARACTERS = 1 << 16


def agreement(statement: Statement) -> Callable[[Format, Sequence[str]], float]:
    """How much the statement speaks for a format, with inputs that are of it; 0 for all formats where it names no line."""
    named = {item.variable.name for line in statement.lines for item in line.items}

    def score(format: Format, inputs: Sequence[str]) -> float:
        alignment = align(statement, format)
        if not named or alignment.by_notation:
            return 0.0
        told = agreements(statement, format)
        counted = COUNTED * (sum(told) - told.count(False)) / len(told) if told else 0.0
        held = [
            one
            for one in statement.constraints
            if isinstance(one, Compare)
            and one.variables
            and all(name.name in alignment.places for name in one.variables)
            and joint_block([alignment.places[name.name] for name in one.variables]) is not None
        ]
        short = [text for text in inputs if len(text) <= MOST_CHARACTERS]
        broken = BROKEN * len(broken_by(held, format, short, alignment.places)) / len(held) if held else 0.0
        return PLACED * min(MOST_PLACED, len(named & alignment.places.keys())) + counted - broken

    return score
