"""A dataset's problems as far as leakage is looked for in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from schemas.parquet import Dataset
from schemas.problem import Solution, Split
from schemas.sidecars import Row

PROGRAMS = 4
"""Correct solutions of a problem that are looked at, those with the smallest digests: which they are depends on no order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A problem of a split.

    `published` is its own date, `earliest` the earliest of its near-duplicates, which decides its split; both are None where
    there is no date. `dated` False: the dataset has no table that could tell.
    """

    name: str
    split: Split
    statement: str
    published: date | None = None
    earliest: date | None = None
    cluster: str = ""
    dated: bool = True
    programs: tuple[Solution, ...] = ()

    @property
    def trains(self) -> bool:
        """Whether it is a training problem."""
        return self.split is Split.TRAIN


@dataclass(frozen=True, slots=True)
class Cuts:
    """The last days of train and valid, by the settings of the build; None where they are not known."""

    last_train: date | None = None
    last_valid: date | None = None


def entries_of(dataset: Dataset) -> Iterator[Entry]:
    """Its problems, one at a time, without their tests. Raises DatasetError where a file is damaged."""
    facts = {row["problem"]: row for row in dataset.table("problems")}
    for split, problem in dataset.problems():
        row = facts.get(problem.name)
        yield Entry(
            name=problem.name,
            split=split,
            statement=problem.description,
            published=problem.published,
            earliest=_earliest(row, problem.published),
            cluster=(row or {}).get("cluster") or "",
            dated=row is not None,
            programs=tuple(sorted(problem.solutions, key=lambda one: one.digest)[:PROGRAMS]),
        )


def _earliest(row: Row | None, published: date | None) -> date | None:
    if row is None or "cluster_published" not in row:
        return published
    value = row["cluster_published"]
    return value if isinstance(value, date) else None


def cuts_of(folder: Path) -> Cuts:
    """The cut dates in a dataset's manifest."""
    try:
        settings: Any = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["settings"]
        return Cuts(date.fromisoformat(settings["last_train_date"]), date.fromisoformat(settings["last_valid_date"]))
    except (KeyError, TypeError, ValueError):
        return Cuts()
