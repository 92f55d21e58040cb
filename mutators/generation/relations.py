"""Comparisons of several fields, in the format's own names, and what they leave of one field once others are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from mutators.constraints.expressions import (
    Exact,
    Expression,
    Interval,
    Number,
    Operation,
    Size,
    Variable,
    interval,
    replaced,
    variables,
)
from mutators.constraints.records import RELATIONS, Compare
from mutators.formats.nodes import Count

Known: TypeAlias = Mapping[str, object]
"""Name of a field -> its value where it is one value: a number, or a text (whose length is meant)."""
Reach: TypeAlias = Callable[[str], Interval]
"""Name of a field -> the least and greatest value, or length, that it may have at all."""

_TURNED = {"≤": "≥", "≥": "≤", "<": ">", ">": "<", "=": "=", "≠": "≠"}


@dataclass(frozen=True, slots=True)
class Relation:
    """`left` `relation` `right` over the format's fields `names`; of sequences it holds for every element."""

    left: Expression
    relation: str
    right: Expression
    names: frozenset[str]
    silent: bool = False
    """Whether the statement does not say so."""

    def possible(self, known: Known, reach: Reach) -> bool:
        """Whether it may still hold: certain where all its fields are known."""

        def ends(part: Expression) -> Interval:
            return _ends(part, known, reach)

        (a, b), (c, d) = interval(self.left, ends), interval(self.right, ends)
        low, high = ("<", ">") if self.relation in ("<", ">") else ("≤", "≥")
        if self.relation in ("≤", "<", "=") and a is not None and d is not None and not RELATIONS[low](a, d):
            return False
        if self.relation in ("≥", ">", "=") and b is not None and c is not None and not RELATIONS[high](b, c):
            return False
        if self.relation == "≠" and a is not None and a == b and c == d:
            return a != c
        return True

    def bare(self, name: str) -> tuple[str, Expression] | None:
        """The relation as (relation, other side) where one side is nothing but the field (or its length); else None."""
        for one, relation, other in ((self.left, self.relation, self.right), (self.right, _TURNED[self.relation], self.left)):
            inner = one.of if isinstance(one, Size) and relation in ("≤", "<", "=") else one
            if isinstance(inner, Variable) and inner.base == name and all(part.base != name for part in variables(other)):
                return relation, other
        return None


def relation_of(compare: Compare, names: Mapping[str, str]) -> Relation:
    """The comparison in the format's names; `names`: of the statement's variables."""
    meant: dict[Expression, Expression] = {one: Variable(names[one.name]) for one in compare.variables}
    return Relation(
        replaced(compare.left, meant),
        compare.relation,
        replaced(compare.right, meant),
        frozenset(names[one.name] for one in compare.variables),
    )


def index_relation(name: str, within: Count, base: int) -> Relation:
    """`name` ≤ the last of so many things that are counted from `base`."""
    total: Expression = Number(within.factor if within.variables else within.offset)
    for one in within.variables:
        total = Operation("*", total, Variable(one)) if total != Number(1) else Variable(one)
    if within.divisor != 1:
        total = Operation("/", total, Number(within.divisor))
    shift = (within.offset if within.variables else 0) + base - 1
    if shift:
        total = Operation("+", total, Number(shift))
    return Relation(Variable(name), "≤", total, frozenset((name, *within.variables)), True)


def span(
    name: str, low: int, high: int, relations: Iterable[Relation], known: Known, reach: Reach, decimals: int = 0
) -> tuple[int, int]:
    """What is left of `low`..`high` for the field; low > high where nothing is. All in units of 10^-decimals.

    Relations in which the field stands within an expression are taken as monotone in it; `≠` is not looked at.
    """
    unit = 10**decimals
    for one in relations:
        if low > high:
            break
        found = one.bare(name)
        if found is None:
            low, high = _bisected(one, name, low, high, known, reach, unit)
            continue
        relation, other = found
        least, most = interval(other, lambda part: _ends(part, known, reach))
        if relation in ("≤", "=", "<") and most is not None:
            end = ceil(most * unit) - 1 if relation == "<" else floor(most * unit)
            high = min(high, end)
            if Size(Variable(name)) in (one.left, one.right):  # `|a| ≤ n`; lengths are never negative
                low = max(low, -end)
        if relation in ("≥", "=", ">") and least is not None:
            low = max(low, floor(least * unit) + 1 if relation == ">" else ceil(least * unit))
    return low, high


def _ends(part: Expression, known: Known, reach: Reach) -> Interval:
    inner = part.of if isinstance(part, Size) else part
    if not isinstance(inner, Variable):
        return None, None
    value = known.get(inner.base)
    if isinstance(value, str):
        return len(value), len(value)
    if isinstance(value, int | Fraction):
        exact: Exact = max(value, -value) if isinstance(part, Size) else value
        return exact, exact
    low, high = reach(inner.base)
    if isinstance(part, Size) and low is not None and high is not None and low < 0:
        return 0, max(-low, high)
    return low, high


def _bisected(one: Relation, name: str, low: int, high: int, known: Known, reach: Reach, unit: int) -> tuple[int, int]:
    """The part of the range in which the relation may hold, where it holds at one end of it."""
    if one.relation == "≠":
        return low, high

    def fits(value: int) -> bool:
        return one.possible({**known, name: value if unit == 1 else Fraction(value, unit)}, reach)

    first, last = fits(low), fits(high)
    if first == last:
        return low, high
    good, bad = (low, high) if first else (high, low)
    while abs(good - bad) > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if fits(middle) else (good, middle)
    return (low, good) if first else (good, high)
