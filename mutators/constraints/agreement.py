"""How well a format agrees with what a statement says of the lines, to tell apart formats that explain the examples alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mutators.constraints.alignment import agreements, align
from mutators.constraints.alternatives import told
from mutators.constraints.binding import broken_by
from mutators.constraints.evaluation import joint_block
from mutators.constraints.records import Compare, Statement
from mutators.formats.nodes import Format, List, walk

PLACED, MOST_PLACED, COUNTED, BROKEN = 1.0, 6, 1.5, 2.5
"""What speaks for a format: by each named variable that has a place, up to so many of them; where all counts are those that are
stated; and against one in which the examples break all bounds. In tokens, as the prices of formats."""
SHOWN, MOST_SHOWN = 0.8, 6
"""What speaks for rows of several sorts: by each sort of which the statement shows a row with as many names."""
MOST_CHARACTERS = 1 << 16


def agreement(statement: Statement) -> Callable[[Format, Sequence[str]], float]:
    """How much the statement speaks for a format, with inputs that are of it; 0 for all formats where it names no line."""
    named = {item.variable.name for line in statement.lines for item in line.items}

    def score(format: Format, inputs: Sequence[str]) -> float:
        alignment = align(statement, format)
        sorts = SHOWN * min(MOST_SHOWN, _shown(statement, format))
        if not named or alignment.by_notation:
            return sorts
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
        return PLACED * min(MOST_PLACED, len(named & alignment.places.keys())) + counted - broken + sorts

    return score


def _shown(statement: Statement, format: Format) -> int:
    """How many sorts of rows the format has as the statement shows them."""
    sizes = [one.sizes for _, one in walk(format.body) if isinstance(one, List) and one.sizes]
    if len(sizes) != 1 or statement.text is None or any(tag.isdecimal() for tag, _ in sizes[0]):
        return 0
    return len(told(statement.text, dict(sizes[0])))
