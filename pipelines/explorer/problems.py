"""A problem with all that a dataset knows of it: read when it is looked at, by its number, never by a name."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pipelines.showing import Tables
from pipelines.showing.kinds import kind_of
from schemas.code_contests import LayoutError, from_row
from schemas.parquet import DatasetError, join, open_problems
from schemas.problem import Label, Problem, Solution, Test
from schemas.sidecars import checker_from_json, solution_from_row

KINDS = ("public", "private", "generated", "official")
MOST_HELD = 4
"""So many problems are kept in memory: one may hold a hundred megabytes of tests."""
HELD_OUT = "held out"


class Absent(LookupError):
    """Something that was asked for is not in the dataset."""


@dataclass(frozen=True, slots=True)
class Known:
    """A solution and what is known of it. `group`: correct, incorrect or held out; `results`: its row of `solutions`."""

    solution: Solution
    group: str
    results: Mapping[str, Any] = field(default_factory=dict)
    slowest_cpu_s: float | None = None

    @property
    def digest(self) -> str:
        """The identity by which it is linked."""
        return self.solution.digest

    @property
    def name(self) -> str:
        """The file, or the beginning of the digest where none is known."""
        return self.solution.file or self.solution.digest[:12]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a generated test comes from: its row of `generated_tests` and its kind."""

    parent: int
    operators: tuple[str, ...]
    seed: int
    draw: int
    agreeing: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kind of test."""
        return kind_of(self.parent, self.operators)


@dataclass(frozen=True, slots=True)
class Opened:
    """A problem that is being looked at.

    `entry`: its row of `entries`; `origins`, `times` and `rejections` by the place of a generated test, the last one as
    (program, is a mutant, how).
    """

    entry: Mapping[str, Any]
    problem: Problem
    solutions: tuple[Known, ...]
    origins: Mapping[int, Origin]
    rejections: Mapping[int, tuple[tuple[str, bool, str], ...]]
    core: frozenset[int]
    times: Mapping[int, float]
    dropped: tuple[Mapping[str, Any], ...]

    def tests(self, kind: str) -> tuple[Test, ...]:
        """The tests of a kind. Raises Absent for one that is none."""
        if kind not in KINDS:
            raise Absent(kind)
        return tuple(getattr(self.problem, f"{kind}_tests"))

    def known(self, digest: str) -> Known:
        """The solution of that digest. Raises Absent where there is none."""
        for one in self.solutions:
            if one.digest == digest:
                return one
        raise Absent(digest)


class Problems:
    """Opens problems by their numbers in `entries`; threads may ask at once."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._held: OrderedDict[int, Opened] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, number: int) -> Opened:
        """The problem. Raises Absent where there is none of that number, DatasetError where it cannot be read."""
        with self._lock:
            if number in self._held:
                self._held.move_to_end(number)
                return self._held[number]
        rows = self._tables.ask("SELECT * EXCLUDE (searched) FROM entries WHERE id = ?", [number])
        if not rows:
            raise Absent(number)
        opened = self._read(rows[0])
        with self._lock:
            self._held[number] = opened
            while len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
        return opened

    def _rows(self, table: str, name: str, order: str = "place") -> list[Mapping[str, Any]]:
        return list(self._tables.ask(f"SELECT * FROM {table} WHERE problem = ? ORDER BY {order}", [name]))

    def _read(self, entry: Mapping[str, Any]) -> Opened:
        name = entry["name"]
        problem = self._base(entry)
        facts = [row for row in self._rows("problems", name, "split") if _is_whole(row)]
        solutions = self._rows("solutions", name)
        problem = join(problem, facts[0] if facts else None, solutions, self._rows("official_tests", name))
        results = {row["digest"]: row for row in solutions}
        slowest = {row["digest"]: row["slowest_cpu_s"] for row in self._rows("solution_times", name, "digest")}
        known = [
            Known(one, group, results.get(one.digest, {}), slowest.get(one.digest))
            for group, some in (("correct", problem.solutions), ("incorrect", problem.incorrect_solutions))
            for one in some
        ]
        known += [Known(one, HELD_OUT) for one in _held_out(self._rows("held_out", name, "digest"))]
        rejections: dict[int, list[tuple[str, bool, str]]] = {}
        for row in self._rows("test_rejections", name, "place, program"):
            rejections.setdefault(row["place"], []).append((row["program"] or "", bool(row["mutant"]), row["reason"] or ""))
        return Opened(
            entry,
            problem,
            tuple(known),
            {row["place"]: _origin(row) for row in self._rows("generated_tests", name)},
            {place: tuple(some) for place, some in rejections.items()},
            frozenset(row["place"] for row in self._rows("core_tests", name)),
            {row["place"]: row["slowest_cpu_s"] for row in self._rows("test_times", name)},
            tuple(self._rows("rejections", name, "stage, reason, item")[:200]),
        )

    def _base(self, entry: Mapping[str, Any]) -> Problem:
        """The base row, read by itself. Raises DatasetError."""
        file = self._tables.base[entry["file"]]
        parquet, names = open_problems(str(file.path), file.path.name)
        with parquet:
            try:
                skip = entry["place"]
                for group in range(parquet.num_row_groups):
                    rows = parquet.metadata.row_group(group).num_rows
                    if skip < rows:
                        for place, batch in enumerate(parquet.iter_batches(batch_size=1, row_groups=[group])):
                            if place == skip:
                                return from_row(batch.to_pylist()[0], names)
                    skip -= rows
            except (pa.ArrowException, OSError, LayoutError, ValueError) as error:
                line = str(error).partition("\n")[0]
                raise DatasetError(f"{file.path.name}: this problem cannot be read ({line})") from error
        raise DatasetError(f"{file.path.name}: it has fewer rows than it had; was the dataset built anew? Start again")


def _is_whole(row: Mapping[str, Any]) -> bool:
    """Whether a row of facts can be joined: none of what a problem needs is missing."""
    if any(row[name] is None for name in ("license", "origin", "interactive", "checker")):
        return False
    try:
        checker_from_json(row["checker"])
    except ValueError:
        return False
    return True


def _held_out(rows: Sequence[Mapping[str, Any]]) -> list[Solution]:
    found = []
    labels = {label.value for label in Label}
    for row in rows:
        if row["source"] is not None and row["label"] in labels:
            try:
                found.append(solution_from_row(row, row["source"]))
            except KeyError:  # a language of another version
                continue
    return found


def _origin(row: Mapping[str, Any]) -> Origin:
    parent, seed, draw = (-1 if row[name] is None else row[name] for name in ("parent", "seed", "draw"))
    return Origin(parent, tuple(row["operators"] or ()), seed, draw, tuple(row["agreeing"] or ()))
