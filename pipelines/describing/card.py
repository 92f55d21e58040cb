"""The dataset card: README.md with the YAML by which `datasets.load_dataset(FOLDER)` finds tables, splits and columns.

Conventions are those of the Hub (huggingface.co/docs/hub/datasets-cards): a configuration for each table, the base layout being
the default one; `dataset_info` with columns and rows. Splits of a table without a row are left out, for `datasets` refuses to
load them; so are tables that differ from run to run, whose rows a card that does not could not know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from pipelines.describing.licences import Origins
from pipelines.describing.tables import BASE, TABLES, Table, features
from pipelines.settings import BuildSettings
from pipelines.stages.export import Written
from schemas.problem import Split

MOST_LISTED = 20
"""Licences and origins that are listed each; the others are counted."""


def size_category(problems: int) -> str:
    """The Hub's word for a number of rows."""
    for bound, word in ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K")):
        if problems < bound:
            return word
    return "100K<n<1M"


def card(
    settings: BuildSettings,
    counts: dict[str, dict[str, int]],
    splits: list[Split],
    written: Sequence[Written] = (),
    origins: Origins | None = None,
) -> str:
    """The text of the card; `counts` are the manifest's, `written` the dataset's files, `origins` the sums over problems."""
    origins = origins or Origins()
    kept = counts.get("keep", {})
    problems = {split: kept.get(f"problems_{split.value}", 0) for split in splits}
    rows = "\n".join(f"| {split.value} | {count} |" for split, count in problems.items())
    number = kept.get
    return f"""---
{yaml.safe_dump(_head(problems, written, origins), sort_keys=False, allow_unicode=True).strip()}
---

# A codequorum dataset

Programming-contest problems with tests, correct and incorrect solutions, in the layout of `deepmind/code_contests`.

| split | problems |
|---|---|
{rows}

{number("public_tests", 0)} public, {number("private_tests", 0)} private and {number("generated_tests", 0)} generated tests;
{number("solutions", 0)} correct and {number("incorrect_solutions", 0)} incorrect solutions.

## Use it

```python
import datasets

problems = datasets.load_dataset("FOLDER")  # the base layout
tests = datasets.load_dataset("FOLDER", "generated_tests")  # where each generated test comes from
```

{_tables(written)}

Tables with rows that are the same from run to run are loaded by their names. Rows are joined to the base table by `problem`,
which is its `name`, and by `place`, the position in the list. `manifest.json` has counts per stage, settings, versions and the
SHA-256 of every file; `croissant.json` has the same tables as [Croissant](https://docs.mlcommons.org/croissant/) metadata.

## How the tests were made

A generated test is a mutated input on which up to {settings.max_voters} correct solutions were run and all printed the same
(at least {settings.min_agreeing}{", or fewer where a problem had fewer" if settings.allow_fewer else ""}).
`sidecars/` says for every generated test which test it was mutated from, how, and who agreed; for every solution how it did
on the given tests; and for everything that was dropped, why. `measured/` holds times, which differ from run to run.

Agreement is not proof: where all correct solutions share an error, or choose the same of several right answers, a test can be
wrong. What a solution is called, correct or incorrect, says where it came from.

## Licences and origins

Every problem keeps its own: the columns `license` and `origin` of the table `problems`. {_sums(origins)}
"""


def _head(problems: dict[Split, int], written: Sequence[Written], origins: Origins) -> dict[str, Any]:
    """The YAML of the card."""
    head: dict[str, Any] = {
        "pretty_name": "codequorum dataset",
        "language": ["en"],
        "license": list(origins.identifiers) or ["unknown"],
        "tags": ["code", "competitive-programming", "code_contests"],
        "task_categories": ["text-generation"],
        "size_categories": [size_category(sum(problems.values()))],
    }
    if problems:
        head["configs"] = [_config(BASE, TABLES[0], [split.value for split in problems])]
        held = [(one, {split: rows for split, rows in one.rows(written).items() if rows}) for one in TABLES if one.steady]
        head["configs"] += [_config(one.name, one, list(rows)) for one, rows in held[1:] if rows]
        head["dataset_info"] = [_info(one, rows) for one, rows in held if rows]
    return head


def _config(name: str, table: Table, splits: Sequence[str]) -> dict[str, Any]:
    files = [{"split": split, "path": table.pattern(split if table.divided else "")} for split in splits]
    return {"config_name": name, "data_files": files}


def _info(table: Table, rows: Mapping[str, int]) -> dict[str, Any]:
    splits = [{"name": split, "num_examples": count} for split, count in rows.items()]
    return {"config_name": table.name, "features": features(table.schema), "splits": splits}


def _tables(written: Sequence[Written]) -> str:
    lines = []
    for one in TABLES:
        rows = one.rows(written)
        if rows or not written:
            count = str(sum(rows.values())) if one.steady else "differs"
            lines.append(f"| `{one.name}` | `{one.pattern()}` | {count} | {one.about} |")
    return "\n".join(("| table | files | rows | |", "|---|---|---|---|", *lines))


def _sums(origins: Origins) -> str:
    if not origins.licences:
        return "There are none here."
    return f"In sum:\n\n{_counted('licence', origins.licences)}\n\n{_counted('origin', origins.origins)}"


def _counted(title: str, pairs: Sequence[tuple[str, int]]) -> str:
    lines = [f"| {_cell(name)} | {count} |" for name, count in pairs[:MOST_LISTED]]
    rest = pairs[MOST_LISTED:]
    if rest:
        lines.append(f"| {len(rest)} others | {sum(count for _, count in rest)} |")
    return "\n".join((f"| {title} | problems |", "|---|---|", *lines))


def _cell(text: str) -> str:
    """A text of a source's in one cell of a table."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
