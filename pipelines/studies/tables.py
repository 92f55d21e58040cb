"""What a study leaves: `study.json` with everything, `study.md` with a table of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from schemas.parquet import DatasetError

JSON, TABLE = "study.json", "study.md"
KIND = "codequorum study"
Row = Mapping[str, Any]
FILTERED = "10@k, filtered"
CLUSTERED = "10@k, clustered"
PASS = "pass@k"


def row_of(variant: str, summary: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """One line of a table: how far a variant's samples went, from the figures of its evaluation.

    Rates are None where the evaluation has no such figure.
    """
    row: dict[str, Any] = {"variant": variant, **more, "samples": summary["samples"], "problems": summary["problems"]}
    macro = summary["samples_passing_examples"]["macro"]
    row["passing examples"] = macro["value"] if macro else None
    row["solving"] = summary["samples_solving"]
    row["solved by 10"] = summary["problems_solved"]["value"] if summary["problems_solved"] else None
    for name in (PASS, FILTERED, CLUSTERED):
        for point in summary["curves"].get(name, []):
            row[name.replace("@k", f"@{point['k']}")] = point["rate"]["value"]
    return row


def clustering_row(row: Row) -> dict[str, Any]:
    """A row in which the clustered rates of another stand where the filtered ones stood, to compare with those above."""
    ends = CLUSTERED.partition("@k")[2], FILTERED.partition("@k")[2]
    rates = {name.removesuffix(ends[0]) + ends[1]: value for name, value in row.items() if name.endswith(ends[0])}
    return {"variant": "clustering", **rates}


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a table; rates in percent."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(_cell(row.get(name)) for name in columns) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{100 * value:.1f} %" if 0 <= value <= 1 else f"{value:.4g}"
    return str(value).replace("|", "\\|").replace("\n", " ")


def write_study(output: Path, name: str, about: Mapping[str, Any], rows: Sequence[Row], more: Mapping[str, Any]) -> str:
    """Write both files; the table. `about` is what was varied and what all had in common."""
    table = markdown(rows)
    output.mkdir(parents=True, exist_ok=True)
    whole = {"kind": KIND, "study": name, "about": dict(about), "rows": [dict(row) for row in rows], **more}
    (output / JSON).write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (output / TABLE).write_text(f"# {name}\n\n{about.get('question', '')}\n\n{table}", encoding="utf-8")
    return table


def read_study(output: Path) -> dict[str, Any]:
    """What `write_study` wrote. Raises DatasetError where there is none."""
    try:
        found = json.loads((output / JSON).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise DatasetError(f"{output}: no study in it; run `codequorum study` first")
    return found
