"""What went in and out at each stage of the build, and why things were dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.report.plots import bars
from pipelines.report.records import Cell, Figure, Section, Table
from pipelines.showing import Tables
from pipelines.showing.words import share

MOST_REASONS = 40
DRAWN_REASONS = 12
_SURVIVAL = (
    "A candidate survives where enough correct solutions run on it and print something; it becomes a test where all of them "
    "print the same, and where it is chosen for what it rejects."
)
Counts = Mapping[str, Mapping[str, int]]
Steps = list[tuple[str, int]]


def funnel(tables: Tables) -> Section:
    """The section; from the counts of the manifest and the table of rejections."""
    counts = counts_of(tables.manifest)
    figures = []
    if counts:
        for title, caption, steps in (
            ("Problems, from the source to the dataset", "Each bar counts the problems that a step left.", _problems(counts)),
            (
                "Inputs, from candidates to tests",
                _SURVIVAL,
                _inputs(counts),
            ),
            (
                "Solutions, from the source to the dataset",
                "Held-out solutions take no part in the build: they measure it afterwards.",
                _solutions(counts),
            ),
        ):
            if steps:
                figures.append(_steps(title, caption, steps, title.partition(",")[0].lower()))
    reasons = tables.ask(
        "SELECT stage, reason, subject, sum(count)::BIGINT AS number, count(DISTINCT problem) AS problems, "
        "any_value(detail) AS example FROM rejections GROUP BY ALL ORDER BY number DESC, stage, subject, reason"
    )
    if reasons:
        figures.append(_reasons(reasons))
    if counts:
        rows = [(stage, what.replace("_", " "), count) for stage, one in counts.items() for what, count in one.items()]
        caption = "As the manifest has them, stage by stage."
        figures.append(Figure("All counts", caption, Table(("stage", "what", "number"), tuple(rows)), folded=True))
    lead = "What each stage of the build took in, what it let through, and why it dropped the rest."
    absent = (
        "" if figures else "There is no manifest and no table of rejections: nothing is known of how this dataset came about."
    )
    return Section("funnel", "From source to dataset", lead, tuple(figures), absent)


def counts_of(manifest: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The manifest's counts by stage; what is no count is left out."""
    found = manifest.get("counts")
    counts = {}
    for stage, one in found.items() if isinstance(found, dict) else ():
        if isinstance(one, dict):
            counts[str(stage)] = {str(what): value for what, value in one.items() if isinstance(value, int)}
    return counts


def _sum(one: Mapping[str, int], *names: str) -> int:
    return sum(one.get(name, 0) for name in names)


def _problems(counts: Counts) -> Steps:
    splits = ("problems_train", "problems_valid", "problems_test")
    found = [
        ("read", counts.get("read", {}).get("problems")),
        ("clean", counts.get("clean", {}).get("problems_out")),
        ("united", counts.get("unite", {}).get("problems_out")),
        ("divided", _sum(counts["divide"], *splits) if "divide" in counts else None),
        ("kept", _sum(counts["keep"], *splits) if "keep" in counts else None),
    ]
    return [(step, count) for step, count in found if count is not None]


def _inputs(counts: Counts) -> Steps:
    made = counts.get("generate", {})
    words = {"candidates": "candidates", "survivors": "survived", "voted_on": "voted on", "tests_kept": "became tests"}
    return [(word, made[name]) for name, word in words.items() if name in made]


def _solutions(counts: Counts) -> Steps:
    divided, verified, kept = (counts.get(stage, {}) for stage in ("divide", "verify", "keep"))
    found: Steps = []
    if "solutions_build" in divided:
        found.append(("read and unique", _sum(divided, "solutions_build", "solutions_held_out")))
        found.append(("held out", divided.get("solutions_held_out", 0)))
        found.append(("in the build", divided["solutions_build"]))
    found += [(word, verified[name]) for name, word in (("programs_run", "run"), ("voters", "voters")) if name in verified]
    if "solutions" in kept:
        found.append(("kept", _sum(kept, "solutions", "incorrect_solutions")))
    return found


def _steps(title: str, caption: str, steps: Steps, unit: str) -> Figure:
    first = steps[0][1]
    rows: tuple[tuple[Cell, ...], ...] = tuple((step, count, share(count, first)) for step, count in steps)
    svg = bars(title, [step for step, _ in steps], [count for _, count in steps], unit)
    return Figure(title, caption, Table(("step", unit, f"% of {steps[0][0]}"), rows), svg)


def _reasons(found: list[dict[str, Any]]) -> Figure:
    columns = ("stage", "what", "reason", "number", "problems", "an example")
    rows = tuple(
        (row["stage"], row["subject"], _spoken(row["reason"]), row["number"], row["problems"], row["example"] or "")
        for row in found[:MOST_REASONS]
    )
    drawn = found[:DRAWN_REASONS]
    title = "What was dropped, and why"
    svg = bars(
        title,
        [f"{row['subject']}: {_spoken(row['reason'])}" for row in drawn],
        [row["number"] for row in drawn],
        "number dropped",
    )
    caption = "Nothing is dropped without a reason. The example quotes the offender."
    return Figure(title, caption, Table(columns, rows, max(0, len(found) - MOST_REASONS)), svg)


def _spoken(reason: str) -> str:
    return reason.replace("_", " ")
