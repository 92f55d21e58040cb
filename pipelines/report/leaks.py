"""What `codequorum leakage` found: whether valid and test problems are known from the training split."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipelines.report.findings import LEAKAGE, Finding, is_number, leaves
from pipelines.report.plots import bars
from pipelines.report.records import Cell, Figure, Section, Table
from schemas.text import excerpt

MOST_ROWS = 40
_WORDS = {
    "temporal_violations": ("In the wrong split by their dates", "There should be none."),
    "cross_split_near_duplicates": ("Near-duplicates across splits", "Pairs of statements as similar as that, or more."),
    "near_pairs": ("The nearest pairs across splits", "Statements that share the most."),
    "nearest_training_neighbours": (
        "The nearest training problem of each",
        "By shared shingles (Jaccard) and by words (cosine).",
    ),
    "longest": ("The longest texts that programs share across splits", "Read these: short ones are idioms."),
    "solved": ("Training programs that solve another split's problem", "The reference's own check."),
}
"""Lists of the file, with a title and what they mean."""


def leakage(found: Iterable[Finding]) -> Section:
    """The section; a list of a kind that is not known is shown under its own name."""
    figures: list[Figure] = []
    for one in found:
        if one.kind == LEAKAGE:
            figures += _figures(one.value, one.name)
    absent = "" if figures else "Not checked: run `codequorum leakage` on this folder, or name its output with --also."
    lead = "Whether valid and test problems, or their solutions, are known from the training split."
    return Section("leakage", "Leakage", lead, tuple(figures), absent)


def _figures(value: Mapping[str, Any], name: str) -> list[Figure]:
    lists = _lists(value)
    said = "It leaks: something stands where it must not." if value.get("violated") else "Nothing stands where it must not."
    rows = tuple(leaves(_counted(value)))
    figures = [Figure(f"In short: {name}", said, Table(("figure", "value"), rows[:MOST_ROWS]), folded=len(rows) > 12)]
    for key, some in lists.items():
        title, caption = _WORDS.get(key, (key.replace("_", " ").capitalize(), ""))
        figures.append(_table(key, title, caption, some))
    return figures


def _counted(value: Any) -> Any:
    """The same, each list in it but one of plain values as the number of what it holds."""
    if isinstance(value, dict):
        return {key: _counted(below) for key, below in value.items()}
    if isinstance(value, list) and (not value or any(isinstance(one, dict | list) for one in value)):
        return len(value)
    return value


def _lists(value: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """The lists of objects in it and in the objects in it; empty ones are none."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for key, below in value.items():
        if isinstance(below, list) and below and all(isinstance(one, dict) for one in below):
            found[key] = below
        elif isinstance(below, dict):
            found.update(_lists(below))
    return found


def _table(key: str, title: str, caption: str, some: Sequence[Mapping[str, Any]]) -> Figure:
    columns = tuple(dict.fromkeys(str(name) for one in some for name in one))
    rows = tuple(tuple(_cell(one.get(name)) for name in columns) for one in some[:MOST_ROWS])
    table = Table(tuple(name.replace("_", " ") for name in columns), rows, max(0, len(some) - MOST_ROWS))
    svg = ""
    if key == "cross_split_near_duplicates" and all(is_number(one.get("pairs")) for one in some):
        svg = bars(title, [f"from {one.get('threshold')} on" for one in some], [one["pairs"] for one in some], "pairs")
    return Figure(title, caption, table, svg, folded=len(rows) > 12)


def _cell(value: Any) -> Cell:
    if value is None or is_number(value):
        return None if value is None else float(value) if isinstance(value, float) else int(value)
    return excerpt(", ".join(map(str, value)) if isinstance(value, list) else str(value), 160)
