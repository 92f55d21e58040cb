"""A figure with its goal, printed as a row and written as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = Path("build/bench")


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value. `goal` None: printed for the record. `bound` is `at_least` or `at_most`."""

    figure: str
    value: float
    how: str
    goal: float | None = None
    bound: str = "at_most"

    @property
    def ok(self) -> bool:
        """Whether the goal is met; true where there is none."""
        if self.goal is None:
            return True
        return self.value >= self.goal if self.bound == "at_least" else self.value <= self.goal


def publish(name: str, figures: Sequence[Figure]) -> None:
    """Print a table of the figures and write `build/bench/NAME.json`."""
    print(f"{'figure':<44}{'value':>10}{'goal':>12}  how")
    for one in figures:
        goal = "" if one.goal is None else f"{'>=' if one.bound == 'at_least' else '<='} {one.goal:g}"
        print(f"{one.figure:<44}{one.value:>10.3g}{goal:>12}  {'' if one.ok else 'MISSED: '}{one.how}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows = [{**asdict(one), "ok": one.ok} for one in figures]
    for row in rows:
        row[str(row.pop("bound"))] = row["goal"]
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    print(f"written to {path}")
