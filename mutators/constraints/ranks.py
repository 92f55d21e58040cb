"""Elements that are compared with their own number, as the parents `1 ≤ p_i < i` of a tree: read, and joined to the format."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mutators.constraints.checking import offenders
from mutators.constraints.evaluation import Places, field_at
from mutators.constraints.expressions import Expression, Number, Operation, Variable
from mutators.constraints.records import Compare, Rank, Section
from mutators.formats.nodes import Count, Format, List, Path, Repeat, Values, walk

_STARTS = (0, 1, 2, 3)
"""Numbers that a first element may have, where the statement does not say."""


def rank_of(left: Expression, relation: str, right: Expression, source: str, section: Section) -> Rank | None:
    """`p_i < i`, `p_i ≤ i - 1` and the like; None where an element is not compared with its own number."""
    for one, sign, other in ((left, relation, right), (right, _TURNED[relation], left)):
        if not isinstance(one, Variable) or one.scalar or sign == "=":
            continue
        offset = _beyond(other, one.subscript)
        if offset is not None:
            return Rank(one, sign, offset, source, section)
    return None


_TURNED = {"≤": "≥", "≥": "≤", "<": ">", ">": "<", "=": "=", "≠": "≠"}


def _beyond(number: Expression, subscript: str) -> int | None:
    """What is added to the subscript; None where it is not the subscript, or more is done to it."""
    if number == Variable(subscript):
        return 0
    if not isinstance(number, Operation) or number.operator not in ("+", "-") or number.left != Variable(subscript):
        return None
    if isinstance(number.right, Number) and isinstance(number.right.value, int):
        return number.right.value if number.operator == "+" else -number.right.value
    return None


def with_start(rank: Rank, text: str) -> Rank:
    """The rank with the number of its first element where the text says it: `p_2, ..., p_n`, `for i = 2, ..., n`."""
    base, subscript = re.escape(rank.variable.base), re.escape(rank.variable.subscript)
    named = re.search(rf"(?<!\w){base}_\(?(\d)\)?(?!\w)", text)
    listed = rf"(?<!\w){subscript}(?: from | ?= ?| ?∈ ?[\[{{(])(\d)(?=\s?(?:,|to\b|\.\.))"
    counted = re.search(rf"{listed}|(?<!\d)(\d) ?≤ ?{subscript} ?[≤<]", text)
    found = named[1] if named else counted and (counted[1] or counted[2])
    return replace(rank, start=int(found)) if found else rank


def settled(rank: Rank, format: Format, examples: Sequence[Values], places: Places) -> Rank:
    """The rank with a number of its first element: where none is stated, the one under which the examples leave least room."""
    if rank.start is not None:
        return rank
    tried = [replace(rank, start=start) for start in (_STARTS if rank.relation in ("<", "≤") else _STARTS[2::-1])]
    fitting = (one for one in tried if all(next(offenders(one, format, values, places), None) is None for values in examples))
    return next(fitting, replace(rank, start=1))


def greatest(rank: Rank, path: Path, format: Format, names: Mapping[Path, str]) -> Compare | None:
    """The bound of all elements that follows from the number of the last one; None where that is not counted by what is named.

    `names`: of the statement's variables, by the field that each is.
    """
    count = _count(format, path)
    if count is None or not count.variables or rank.relation not in ("<", "≤") or rank.start is None:
        return None
    told: list[str] = []
    for variable in count.variables:
        found = next((names[at] for at, one in walk(format.body) if one.name == variable and at in names), None)
        if found is None:
            return None
        told.append(found)
    total: Expression = Number(count.factor)
    for name in told:
        total = Variable(name) if total == Number(1) else Operation("*", total, Variable(name))
    if count.divisor != 1:
        total = Operation("/", total, Number(count.divisor))
    shift = count.offset + rank.start - 1 + rank.offset - (rank.relation == "<")
    if shift:
        total = Operation("+", total, Number(shift)) if shift > 0 else Operation("-", total, Number(-shift))
    return Compare(rank.variable, "≤", total, rank.source, rank.section)


def _count(format: Format, path: Path) -> Count | None:
    """How many elements there are."""
    one = field_at(format, path)
    if isinstance(one, List):
        return one.count
    around = field_at(format, path[:-1]) if len(path) > 1 else None
    return around.count if isinstance(around, Repeat) else None
