"""What a report is made of: sections with figures, each figure a plot with the table of its numbers."""

from __future__ import annotations

from dataclasses import dataclass

Cell = str | int | float | None
"""What stands in a table. A float is written with three significant digits, None as a dash."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. Columns that hold numbers are set to the right by whoever shows the table."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int = 0
    """So many rows more are not shown."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A plot (SVG, "" where a table says it all) with what it shows in words, and its table."""

    title: str
    caption: str
    table: Table
    svg: str = ""
    folded: bool = False
    """The table is long or by the way: it opens on request."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report. `absent`: why there is nothing to show, and what would bring it."""

    key: str
    title: str
    lead: str
    figures: tuple[Figure, ...] = ()
    absent: str = ""
