"""Files of other commands: near-duplicates, leakage, training, evaluation.

They are known by what is in them, wherever they lie: within `measured/` of the dataset, or where the caller says.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.report.records import Cell
from pipelines.showing import Gap
from schemas.text import excerpt

MOST_BYTES = 256 << 20
DEDUP, LEAKAGE, TRAINING, RATES = "near-duplicates", "leakage", "training", "solve rates"
LOSSES = ("validation_loss", "loss", "train_loss")
Line = tuple[str, list[tuple[int, float, float | None, float | None]]]
"""A name and its points: a number of samples k, the rate, and its interval where there is one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A file of another command: `kind` of what, `name` for people, `value` as parsed (rows of a JSON-lines file as a list)."""

    kind: str
    name: str
    value: Any


def findings(folder: Path, others: Sequence[Path]) -> tuple[list[Finding], tuple[Gap, ...]]:
    """All that is known of these places, and what cannot be read. Files of a kind that nobody knows are a gap where the caller
    named them, and nothing where they merely lie in the dataset."""
    found: list[Finding] = []
    gaps: list[Gap] = []
    measured = folder / "measured"
    for path, named in (*((one, False) for one in (measured,)), *((one, True) for one in others)):
        known = 0
        for file in _files(path):
            try:
                kind, value = _read(file)
            except (OSError, ValueError, RecursionError) as error:
                gaps.append(Gap(excerpt(str(file), 120), f"cannot be read: {excerpt(str(error), 120)}"))
                continue
            if kind:
                known += 1
                found.append(Finding(kind, excerpt(f"{file.parent.name}/{file.name}", 80), value))
        if named and not known:
            why = "nothing in it that this program knows" if path.exists() else "not there"
            gaps.append(Gap(excerpt(str(path), 120), why, "it is not in this report"))
    return found, tuple(gaps)


def _files(path: Path) -> Iterator[Path]:
    """JSON and JSON lines in a folder and the folders in it, or the file itself."""
    if path.is_file():
        yield path
    elif path.is_dir():
        for pattern in ("*.json", "*.jsonl", "*/*.json", "*/*.jsonl"):
            yield from sorted(file for file in path.glob(pattern) if file.is_file() and file.name[0] != ".")


def _read(path: Path) -> tuple[str, Any]:
    """The kind of a file and its content; kind "" for what is none of ours."""
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"larger than {MOST_BYTES} bytes")
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
        known = any(isinstance(row, dict) and any(name in row for name in LOSSES) for row in rows)
        return (TRAINING, [row for row in rows if isinstance(row, dict)]) if known else ("", None)
    value = json.loads(text)
    if not isinstance(value, dict):
        return "", None
    if {"clusters", "clustered", "documents"} <= value.keys():
        return DEDUP, value
    if "temporal_violations" in value:
        return LEAKAGE, value
    if rate_lines(value):
        return RATES, value
    return "", None


def rate_lines(value: Any) -> list[Line]:
    """The curves of an evaluation, as {"curves": {"pass@k": [{"k": 10, "rate": {"value": 0.3}}]}}; what is none is left out."""
    curves = value.get("curves") if isinstance(value, dict) else None
    lines = []
    for name, points in curves.items() if isinstance(curves, dict) else ():
        found = [point for one in (points if isinstance(points, list) else []) if (point := _point(one)) is not None]
        if found:
            lines.append((str(name), sorted(found, key=lambda point: point[0])))
    return lines


def _point(one: Any) -> tuple[int, float, float | None, float | None] | None:
    rate = one.get("rate") if isinstance(one, dict) else None
    if not isinstance(rate, dict) or not is_number(one.get("k")) or not is_number(rate.get("value")):
        return None
    low, high = (float(rate[end]) if is_number(rate.get(end)) else None for end in ("low", "high"))
    return int(one["k"]), float(rate["value"]), low, high


def is_number(value: Any) -> bool:
    """Whether it can be drawn."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def leaves(value: Any, name: str = "") -> Iterator[tuple[Cell, ...]]:
    """Every figure within nested objects and lists, under the names that lead to it."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from leaves(below, f"{name}, {key}".removeprefix(", ").replace("_", " "))
    elif isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
        for place, below in enumerate(value):
            yield from leaves(below, f"{name} {place + 1}")
    elif isinstance(value, list):
        yield name, excerpt(", ".join(map(str, value)), 160)
    else:
        yield (
            name,
            value if is_number(value) else {True: "yes", False: "no", None: "none"}.get(value) or excerpt(str(value), 160),
        )
