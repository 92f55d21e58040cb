"""Square tables of numbers, such as distances: the same both ways, and the same along the diagonal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mutators.formats.columns import Sequence as Row
from mutators.formats.nodes import Atom

Table = list[tuple[Atom, ...]]


@dataclass(frozen=True, slots=True)
class Square:
    """`symmetric`: row i has at j what row j has at i; `diagonal`: what row i has at i, None: anything."""

    symmetric: bool
    diagonal: Atom | None

    def broken(self, table: Table) -> str:
        """Why a square table is none of these, or ""."""
        if self.symmetric and table != list(zip(*table, strict=True)):
            return "not symmetric, as in every example"
        if self.diagonal is not None and any(row[place] != self.diagonal for place, row in enumerate(table)):
            return f"not {self.diagonal} along the diagonal, as in every example"
        return ""

    def imposed(self, table: Sequence[Sequence[Atom]]) -> Table:
        """The table with what is above the diagonal mirrored and the diagonal set."""
        found = [list(row) for row in table]
        for place, row in enumerate(found):
            for other in range(place if self.symmetric else 0):
                row[other] = found[other][place]
            if self.diagonal is not None:
                row[place] = self.diagonal
        return [tuple(row) for row in found]


def tables_of(rows: Sequence[Row]) -> Iterator[Table]:
    """The square tables that rows make up, in order; others are left out."""
    found: list[Table] = []
    scope: object = None
    for row in rows:
        if row.scope is not scope:
            found.append([])
            scope = row.scope
        found[-1].append(row.values)
    return (table for table in found if all(len(row) == len(table) for row in table))


def square_of(rows: Sequence[Row]) -> Square | None:
    """What all the square tables of the examples have in common; None where some are not square, or none says anything."""
    tables = list(tables_of(rows))
    if sum(map(len, tables)) < len(rows) or not any(len(table) > 1 for table in tables):
        return None
    symmetric = all(not Square(True, None).broken(table) for table in tables)
    corner = tables[0][0][0]
    same = all(not Square(False, corner).broken(table) for table in tables) and any(
        value != corner for table in tables for row in table for value in row
    )
    return Square(symmetric, corner if same else None) if symmetric or same else None
