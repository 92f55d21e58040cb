"""How well the tests tell right from wrong: what `codequorum measure` found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.report.plots import intervals
from pipelines.report.records import Cell, Figure, Section, Table
from pipelines.showing import Gap
from schemas.text import excerpt

MOST_SLIPPED = 30
MEASURED = "measured/measure.json"
SETS = {
    "samples": "the examples alone",
    "given": "all given tests",
    "dataset": "given and generated tests",
    "official": "the official tests, set aside",
}
_KEY, _TITLE = "rates", "Right from wrong"
_LEAD = (
    "Solutions that took no part in the build were judged by its tests. TPR: the share of right ones that pass. TNR: the share "
    "of wrong ones that are rejected. Both should be 100 %. Bars are 95 % intervals, by resampling problems."
)


def rates(folder: Path, digest: str) -> tuple[Section, tuple[Gap, ...]]:
    """The section, and what is wrong with the file. `digest`: of the dataset, to see whether another one was measured."""
    path = folder / MEASURED
    try:
        figures = json.loads(path.read_text(encoding="utf-8"))
        return _section(figures, digest), ()
    except FileNotFoundError:
        absent = "Not measured yet: build with --holdout 0.5, then run `codequorum measure` on this folder."
        return Section(_KEY, _TITLE, _LEAD, absent=absent), ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        gap = Gap(MEASURED, f"cannot be read: {excerpt(repr(error), 120)}", "how well the tests judge is not shown")
        return Section(_KEY, _TITLE, _LEAD, absent="The measurement cannot be read; run `codequorum measure` again."), (gap,)


def _section(found: Mapping[str, Any], digest: str) -> Section:
    sets: dict[str, Any] = {name: one for name, one in found["sets"].items() if isinstance(one, dict)}
    groups = []
    rows: list[tuple[Cell, ...]] = []
    for rate, of in (("TPR", "right solutions that pass"), ("TNR", "wrong solutions that are rejected")):
        points = []
        for name, one in sets.items():
            pair = one["tpr"] if rate == "TPR" else one["tnr"].get("all wrong")
            if pair and pair["micro"]:
                points.append((SETS.get(name, name), *_percent(pair["micro"])))
        if points:
            groups.append((f"{rate}, {of}", points))
    for name, one in sets.items():
        rows += _rows(SETS.get(name, name), one)
    columns = ("tests", "rate", "of", "micro %", "from", "to", "macro %", "from", "to")
    caption = (
        f"{found['solutions']} held-out solutions of {found['problems']} problems. Micro counts all solutions alike, macro all "
        "problems; the plot shows micro."
    )
    if digest and found.get("dataset") not in (None, digest):
        caption += " Measured on another build of this dataset: its digest differs. Run `codequorum measure` again."
    svg = intervals("Rates by set of tests", groups, "percent") if groups else ""
    made = [Figure("Rates by set of tests", caption, Table(columns, tuple(rows)), svg)]
    made += _slipped(sets)
    skipped = found.get("skipped") or {}
    if skipped:
        table = Table(("problem", "why"), tuple((str(name), str(why)) for name, why in skipped.items()))
        made.append(Figure("Problems that were not judged", "They are in none of the rates.", table, folded=True))
    return Section(_KEY, _TITLE, _LEAD, tuple(made))


def _percent(rate: Mapping[str, Any]) -> tuple[float, float, float]:
    value, low, high = (round(100 * float(rate[name]), 1) for name in ("value", "low", "high"))
    return value, low, high


def _rows(name: str, one: Mapping[str, Any]) -> list[tuple[Cell, ...]]:
    pairs = {"TPR": one["tpr"], **{f"TNR {kind.replace('_', ' ')}": pair for kind, pair in one["tnr"].items()}}
    pairs["consistency"] = one["consistency"]
    return [
        (name, label, pair["micro"]["of"], *_percent(pair["micro"]), *_percent(pair["macro"]))
        for label, pair in pairs.items()
        if pair["micro"] and pair["macro"]
    ]


def _slipped(sets: Mapping[str, Any]) -> list[Figure]:
    """The programs that the dataset's own tests judge wrongly."""
    one = sets.get("dataset", {})
    made = []
    slipped = [str(program) for program in one.get("slipped_through", [])]
    nearest = one.get("nearest", {})
    if slipped:
        rows = tuple((program, "; ".join(map(str, nearest.get(program, [])))) for program in slipped[:MOST_SLIPPED])
        table = Table(("program", "tests that came nearest to rejecting it"), rows, max(0, len(slipped) - MOST_SLIPPED))
        made.append(Figure("Wrong programs that pass all tests", "Each is a test that is still missing.", table, folded=True))
    rejected = [str(program) for program in one.get("wrongly_rejected", [])]
    if rejected:
        table = Table(
            ("program",), tuple((program,) for program in rejected[:MOST_SLIPPED]), max(0, len(rejected) - MOST_SLIPPED)
        )
        words = "Each is a wrong test, a problem with several answers, or a solution that is not right after all."
        made.append(Figure("Right programs that some test rejects", words, table, folded=True))
    return made
