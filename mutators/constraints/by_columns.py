"""The rows of a block of several sorts, and comparisons within them, looked at column by column: quick where all is well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mutators.constraints.evaluation import Places
from mutators.constraints.expressions import Exact, Expression, Number, Variable
from mutators.constraints.records import RELATIONS, Compare
from mutators.formats.nodes import Format, List, Path, Repeat, Token, Value, Values
from mutators.formats.parsing import integer

Row = tuple[dict[Path, Value], str, tuple[Value, ...]]
"""What stands around the row, by the place of its field; the tag; the values behind it."""


def rows_of(format: Format, values: Values, path: Path) -> Iterator[Row]:
    """The rows of the block at `path` in one input."""

    def visit(fields: Sequence[object], values: Values, depth: int, around: dict[Path, Value]) -> Iterator[Row]:
        here = dict(around)
        for place, (one, value) in enumerate(zip(fields, values, strict=True)):
            if isinstance(one, Token):
                here[(*path[:depth], place)] = value
        inner, rows = fields[path[depth]], values[path[depth]]
        assert isinstance(inner, Repeat) and isinstance(rows, tuple)
        listed = isinstance(inner.fields[-1], List)
        for row in rows:
            assert isinstance(row, tuple)
            if depth + 1 < len(path):
                yield from visit(inner.fields, row, depth + 1, here)
            else:
                rest = row[1] if listed else row[1:]
                assert isinstance(rest, tuple)
                yield here, str(row[0]), rest

    return visit(format.fields, values, 0, {})


def surely_kept(rows: Sequence[Row], sorts: Mapping[str, tuple[Sequence[str], Sequence[Compare]]], places: Places) -> bool:
    """Whether all comparisons of whole numbers hold in all rows; False also where it cannot be told so quickly.

    `sorts`: names of the columns, and the comparisons, by the tag of the rows. `rows` see one value of everything around them.
    """
    grouped: dict[str, list[Values]] = {}
    for _, tag, rest in rows:
        grouped.setdefault(tag, []).append(rest)
    for tag, rests in grouped.items():
        names, compares = sorts.get(tag, ((), ()))
        if tag not in sorts or set(map(len, rests)) != {len(names)}:
            return False
        columns = {name: _whole_numbers([rest[place] for rest in rests]) for place, name in enumerate(names)}
        for one in compares:
            left, right = (_numbers(side, columns, rows[0][0], places, len(rests)) for side in (one.left, one.right))
            if left is None or right is None or not all(map(RELATIONS[one.relation], left, right)):
                return False
    return True


def _whole_numbers(values: Sequence[Value]) -> list[int] | None:
    found = [value if isinstance(value, int) else integer(str(value)) for value in values]
    whole = [value for value in found if isinstance(value, int)]
    return whole if len(whole) == len(found) else None


def _numbers(
    side: Expression, columns: Mapping[str, list[int] | None], around: Mapping[Path, Value], places: Places, size: int
) -> Sequence[Exact] | None:
    """The values of a side in the rows; None where it is no single number, or one that is unknown."""
    if isinstance(side, Number):
        return [side.value] * size
    if not isinstance(side, Variable):
        return None
    if side.name in columns:
        return columns[side.name]
    value = around.get(places.get(side.name, ()))
    return [value] * size if isinstance(value, int) else None
