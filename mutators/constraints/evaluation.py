"""Values of a parsed input under the variables of a statement: tables of what a constraint speaks of, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import repeat
from typing import TypeAlias

from mutators.constraints.expressions import Exact, Expression, Number, Operation, Size, Variable, applied, evaluate, variables
from mutators.constraints.records import RELATIONS
from mutators.formats.nodes import Atom, Field, Format, Kind, List, Path, Repeat, Token, Value, Values

Places: TypeAlias = Mapping[str, Path]
"""Name of a statement's variable -> the field of the format that it is."""


@dataclass(frozen=True, slots=True)
class Table:
    """One block's values: `single` has one of a name, `columns` several, all `size` long. Path: where the block stands."""

    size: int
    single: dict[str, Value]
    columns: dict[str, Sequence[Value]]
    context: dict[str, Atom] = field(default_factory=dict)
    """The format's own variables, by the format's names: what counts refer to."""


def field_at(format: Format, path: Path) -> Field:
    """The field that stands there."""
    fields = format.fields
    for place in path[:-1]:
        outer = fields[place]
        assert isinstance(outer, Repeat), f"expected a repetition at {path}, got {outer.name}"
        fields = outer.fields
    return fields[path[-1]]


def token_at(format: Format, path: Path) -> Token | None:
    """The token that stands there, that of a list included; None for a repetition."""
    found = field_at(format, path)
    return found if isinstance(found, Token) else found.token if isinstance(found, List) else None


def joint_block(paths: Sequence[Path]) -> Path | None:
    """The innermost block of fields that can be seen at once: all others stand in blocks around it. None where they cannot."""
    if not paths:
        return None
    deepest = max((path[:-1] for path in paths), key=len)
    return deepest if all(deepest[: len(path) - 1] == path[:-1] for path in paths) else None


def tables(format: Format, values: Values, places: Places, names: Sequence[str], flat: bool = False) -> Iterator[Table]:
    """The tables of these variables, one for each block that holds them all; none where there is no such block.

    With `flat` the elements of the only list among them stand in one table for all the rows that have such a list.
    """
    used = {name: places[name] for name in names}
    block = joint_block(list(used.values()))
    if block is not None:
        yield from _tables(format, format.fields, values, used, block, 0, Table(1, {}, {}), flat)


def _tables(
    format: Format, fields: Sequence[Field], values: Values, used: Places, block: Path, depth: int, outer: Table, flat: bool
) -> Iterator[Table]:
    here = {name: path[-1] for name, path in used.items() if len(path) == depth + 1}
    if depth == len(block):
        yield _block(fields, values, here, outer)
        return
    single = {**outer.single, **{name: values[place] for name, place in here.items()}}
    context = _context(fields, values, outer.context)
    inner = fields[block[depth]]
    rows = values[block[depth]]
    assert isinstance(inner, Repeat) and isinstance(rows, tuple), f"expected rows of {inner.name}, got {rows!r}"
    last = depth + 1 == len(block)
    if last and all(isinstance(inner.fields[path[-1]], Token) for path in used.values() if len(path) == depth + 2):
        inside = {name: path[-1] for name, path in used.items() if len(path) == depth + 2}
        columns: dict[str, Sequence[Value]] = {name: _column(rows, place) for name, place in inside.items()}
        yield Table(len(rows), single, columns, context)
        return
    deep = [(name, path[-1]) for name, path in used.items() if len(path) == depth + 2]
    if flat and last and len(deep) == 1:
        name, place = deep[0]
        column = [value for part in _column(rows, place) if isinstance(part, tuple) for value in part]
        yield Table(len(column), single, {name: column}, context)
        return
    for row in rows:
        assert isinstance(row, tuple), f"expected a row of {inner.name}, got {row!r}"
        yield from _tables(format, inner.fields, row, used, block, depth + 1, Table(1, single, {}, context), flat)


def _column(rows: Values, place: int) -> list[Value]:
    return [row[place] for row in rows if isinstance(row, tuple)]


def _block(fields: Sequence[Field], values: Values, here: Mapping[str, int], outer: Table) -> Table:
    single = dict(outer.single)
    columns: dict[str, Sequence[Value]] = {}
    for name, place in here.items():
        value = values[place]
        if isinstance(fields[place], List) and isinstance(value, tuple):
            columns[name] = value
        else:
            single[name] = value
    sizes = {len(column) for column in columns.values()}
    size = sizes.pop() if len(sizes) == 1 else 1 if not columns else 0
    return Table(size, single, columns, _context(fields, values, outer.context))


def _context(fields: Sequence[Field], values: Values, outer: Mapping[str, Atom]) -> dict[str, Atom]:
    found = dict(outer)
    for one, value in zip(fields, values, strict=True):
        if isinstance(one, Token) and isinstance(value, int):
            found[one.name] = value
    return found


def number(value: object, kind: Kind) -> object:
    """A value as constraints see it: numbers of tokens that are numbers, texts of those that are not."""
    if isinstance(value, str) and kind in (Kind.INTEGER, Kind.DECIMAL):
        whole, _, rest = value.partition(".")
        try:
            if whole.isdecimal() and rest.isdecimal() and value.isascii():  # ten times as fast as Fraction(value)
                exact = Fraction(int(whole + rest), 10 ** len(rest))
            else:
                exact = Fraction(value)
        except (ValueError, ZeroDivisionError):
            return value
        return exact.numerator if exact.denominator == 1 else exact
    return value


def _at_the_ends(left: Column | Exact, relation: str, right: Column | Exact) -> bool:
    """Whether a column and one number keep to the relation for certain, as its greatest or least value does: that is quick.

    Numbers with a point are compared as floats, and exactly only where these are nearly equal.
    """
    if isinstance(left, list) == isinstance(right, list) or relation not in ("≤", "<", "≥", ">"):
        return False
    column, other = (left, right) if isinstance(left, list) else (right, left)
    assert isinstance(column, list) and not isinstance(other, list)
    known = [value for value in column if value is not None]
    upper = (relation in ("≤", "<")) == isinstance(left, list)
    if all(type(value) is int for value in known):
        near = [max(known) if upper else min(known)] if known else []
    else:
        try:
            limit = float(other)
            room = 1e-9 * (1 + abs(limit))
            near = [one for one in known if (float(one) >= limit - room if upper else float(one) <= limit + room)]
        except OverflowError:
            return False
    holds = RELATIONS[relation]
    return all(holds(one, other) if isinstance(left, list) else holds(other, one) for one in near)


def _has_size(side: Expression) -> bool:
    return isinstance(side, Size) or (isinstance(side, Operation) and (_has_size(side.left) or _has_size(side.right)))


Column: TypeAlias = list[Exact | None]


def _combined(operator: str, left: Column | Exact | None, right: Column | Exact | None) -> Column | Exact | None:
    """The operation row by row; a side that is no column stands in every row."""
    if left is None or right is None:
        return None
    if not isinstance(left, list) and not isinstance(right, list):
        return applied(operator, left, right)
    ones = left if isinstance(left, list) else repeat(left)
    others = right if isinstance(right, list) else repeat(right)
    pairs = zip(ones, others, strict=False)
    return [None if one is None or other is None else applied(operator, one, other) for one, other in pairs]


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a relation over the rows of tables; `kinds`: of the variables, by name; `lists`: those that are lists."""

    left: Expression
    relation: str
    right: Expression
    kinds: Mapping[str, Kind]
    lists: frozenset[str]

    def offence(self, table: Table) -> int | None:
        """The first row in which the relation does not hold; None where it holds or cannot be told."""
        holds = RELATIONS[self.relation]
        left, right = self._side(self.left, table), self._side(self.right, table)
        if left is None or right is None:
            return None
        if not isinstance(left, list) and not isinstance(right, list):
            return None if holds(left, right) else 0
        if _at_the_ends(left, self.relation, right):
            return None
        ones = left if isinstance(left, list) else [left] * table.size
        others = right if isinstance(right, list) else [right] * table.size
        for row, (a, b) in enumerate(zip(ones, others, strict=True)):
            if a is not None and b is not None and not holds(a, b):
                return row
        return None

    def _side(self, side: Expression, table: Table) -> Column | Exact | None:
        """The values of a side: one for each row where it varies, else one."""
        if isinstance(side, Number):
            return side.value
        if all(name not in table.columns for name in self._varying(side)):
            return evaluate(side, lambda one: self._value(one, table, None))
        if isinstance(side, Variable):
            return self.column(side.name, table)
        if isinstance(side, Operation):
            return _combined(side.operator, self._side(side.left, table), self._side(side.right, table))
        if isinstance(side.of, Variable) and self.kinds[side.of.name] in (Kind.INTEGER, Kind.DECIMAL):
            return [None if value is None else max(value, -value) for value in self.column(side.of.name, table)]
        return [self._row(side, table, row) for row in range(table.size)]

    def _row(self, side: Expression, table: Table, row: int) -> Exact | None:
        return evaluate(side, lambda one: self._value(one, table, row))

    def total(self, table: Table) -> Exact | None:
        """The sum of the left side over all rows; None where a value is unknown."""
        left = self._side(self.left, table)
        if not isinstance(left, list):
            return left
        total: Exact = 0
        for one in left:
            if one is None:
                return None
            total += one
        return total

    def column(self, name: str, table: Table) -> Column:
        """The numbers of a column."""
        column = table.columns[name]
        found = (value if type(value) is int else number(value, self.kinds[name]) for value in column)
        return [value if isinstance(value, int | Fraction) else None for value in found]

    @property
    def sized(self) -> bool:
        """Whether it speaks of lengths."""
        return _has_size(self.left) or _has_size(self.right)

    def _varying(self, side: Expression) -> set[str]:
        """The names whose elements are meant, not their number."""
        if isinstance(side, Size) and isinstance(side.of, Variable) and self._whole(side.of):
            return set()
        if isinstance(side, Number | Variable | Size):
            return {one.name for one in variables(side)}
        return self._varying(side.left) | self._varying(side.right)

    def _whole(self, one: Variable) -> bool:
        """Whether `|a|` is the length of the list a, rather than the absolute value of its elements `|a_i|`."""
        return not one.subscript and one.name in self.lists

    def _value(self, one: Variable, table: Table, row: int | None) -> object:
        column = table.columns.get(one.name)
        if column is None:
            return number(table.single.get(one.name), self.kinds[one.name])
        if self._whole(one):
            return tuple(column)
        return None if row is None else number(column[row], self.kinds[one.name])
