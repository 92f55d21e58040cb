"""Solutions against tests: what is known of each pair, from the build's records and from what was run here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.explorer.judging import Seen, Where
from pipelines.explorer.problems import Known, Opened

TESTS, SOLUTIONS = 30, 40
"""So many tests and solutions stand on one page."""
_HOW = {"wrong": "WA", "crash": "RTE", "slow": "TLE", "stuck": "TLE"}
SIGNS = {"AC": "✓", "WA": "✗", "TLE": "T", "RTE": "R", "MLE": "M", "OLE": "O", "CE": "C", "JE": "J", "US": "U", "": "·"}
WORDS = {
    "AC": "right",
    "WA": "wrong answer",
    "TLE": "too slow",
    "RTE": "crashed",
    "MLE": "too much memory",
    "OLE": "too much output",
    "CE": "does not compile",
    "JE": "could not be judged",
    "US": "no toolchain here",
    "": "not on record",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of a solution on a test. `from_here`: it was run by this page."""

    verdict: str
    from_here: bool = False

    @property
    def sign(self) -> str:
        """One letter for it."""
        return SIGNS.get(self.verdict, "?")

    @property
    def words(self) -> str:
        """It in words."""
        return WORDS.get(self.verdict, self.verdict) + (", run here" if self.from_here else "")


@dataclass(frozen=True, slots=True)
class Row:
    """A solution with its cells, one for each test of the page."""

    known: Known
    cells: tuple[Cell, ...]


def recorded(opened: Opened, known: Known, kind: str, place: int) -> str:
    """The verdict that the build's records give: it passed all given tests, it agreed on a generated one's output, or that
    test rejects it; "" where they say nothing."""
    if kind in ("public", "private"):
        judged = known.results.get("judged")
        return "AC" if judged and judged == known.results.get("passed") else ""
    if kind != "generated":
        return ""
    for program, mutant, how in opened.rejections.get(place, ()):
        if program == known.digest and not mutant:
            return _HOW.get(how, "WA")
    origin = opened.origins.get(place)
    return "AC" if origin is not None and known.digest in origin.agreeing else ""


def matrix(
    opened: Opened, kind: str, places: Sequence[int], solutions: Sequence[Known], seen: Mapping[tuple[str, Where], Seen]
) -> tuple[Row, ...]:
    """The rows of a page. What was run here counts before what is on record."""
    rows = []
    for known in solutions:
        cells = []
        for place in places:
            here = seen.get((known.digest, (kind, place)))
            cells.append(Cell(here.verdict, True) if here else Cell(recorded(opened, known, kind, place)))
        rows.append(Row(known, tuple(cells)))
    return tuple(rows)
