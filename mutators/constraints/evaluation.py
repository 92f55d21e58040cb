"""Values of a parsed input under the variables of a statement: tables of what a constraint speaks of, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from mutators.constraints.expressions import Exact, Expression, Number, Size, Variable, evaluate, variables
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


def tables(format: Format, values: Values, places: Places, names: Sequence[str]) -> Iterator[Table]:
    """The tables of these variables, one for each block that holds them all; none where there is no such block."""
    used = {name: places[name] for name in names}
    block = joint_block(list(used.values()))
    if block is not None:
        yield from _tables(format, format.fields, values, used, block, 0, Table(1, {}, {}))


def _tables(
    format: Format, fields: Sequence[Field], values: Values, used: Places, block: Path, depth: int, outer: Table
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
    for row in rows:
        assert isinstance(row, tuple), f"expected a row of {inner.name}, got {row!r}"
        yield from _tables(format, inner.fields, row, used, block, depth + 1, Table(1, single, {}, context))


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
        try:
            exact = Fraction(value)
        except (ValueError, ZeroDivisionError):
            return value
        return exact.numerator if exact.denominator == 1 else exact
    return value


Column: TypeAlias = list[Exact | None]


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
