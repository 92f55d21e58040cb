"""What the build did in which stage, as it stood on the terminal: tasks, seconds, rate, and the memory that it took."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.report.plots import bars
from pipelines.report.records import Cell, Figure, Section, Table
from pipelines.showing import Tables
from pipelines.showing.words import plural, seconds, size

_LEAD = (
    "What each stage of the last run of the build did: tasks, and the seconds from when it began to plan them until the last "
    "one was done. Stages overlap. A build that was stopped and continued found the rest done."
)
_CAPTION = "As they stood on the terminal at the end. No rate is given where it was too short to tell."
_COST = "CPU time is that of the driver, its workers and the programs that they ran."


def stages(tables: Tables) -> Section:
    """The section; from what the driver wrote into `measured/manifest.json`."""
    key, title = "stages", "Stages of the build"
    rows = rows_of(tables.measured)
    if not rows:
        return Section(key, title, _LEAD, absent="It was not recorded: the build was older, or ran on other machines.")
    columns = ("stage", "tasks done", "seconds", "tasks a second")
    svg = bars(title, [row[0] for row in rows], [row[2] for row in rows], "seconds")
    figures = [Figure("Tasks and time by stage", _CAPTION, Table(columns, rows), svg)]
    cost = _cost_rows(tables.measured.get("cost"))
    if cost:
        figures.append(Figure("What it took", _COST, Table(("what", "how much"), cost)))
    return Section(key, title, _LEAD, tuple(figures))


def rows_of(measured: Mapping[str, Any]) -> tuple[tuple[str, int, float, float | None], ...]:
    """Stage, tasks, seconds and rate as they are recorded; what is no record of a stage is left out."""
    found = measured.get("stages")
    return tuple(
        (one["stage"], one["done"], float(one["seconds"]), one["a_second"])
        for one in (found if isinstance(found, list) else [])
        if isinstance(one, dict)
        and isinstance(one.get("stage"), str)
        and isinstance(one.get("done"), int)
        and isinstance(one.get("seconds"), int | float)
        and isinstance(one.get("a_second", ""), int | float | None)
    )


def _cost_rows(cost: object) -> tuple[tuple[Cell, ...], ...]:
    """The run's cost in words, as far as it is known."""
    if not isinstance(cost, dict):
        return ()
    known = {name: value for name, value in cost.items() if isinstance(value, int | float)}
    told = (
        ("workers", "worker processes", lambda value: plural(int(value), "worker")),
        ("wall_s", "time on a clock on the wall", seconds),
        ("cpu_s", "CPU time", seconds),
        ("driver_bytes", "peak memory of the driver", size),
        ("worker_bytes", "peak memory of the largest worker", size),
        ("scratch_bytes", "scratch until it stood", size),
    )
    return tuple((words, say(known[name])) for name, words, say in told if known.get(name))
