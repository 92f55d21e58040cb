"""The dataset card: README.md with the YAML by which `datasets.load_dataset(FOLDER)` finds the splits."""

from __future__ import annotations

from typing import Any

import yaml

from pipelines.settings import BuildSettings
from schemas.problem import Split


def size_category(problems: int) -> str:
    """The Hub's word for a number of rows."""
    for bound, word in ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K")):
        if problems < bound:
            return word
    return "100K<n<1M"


def card(settings: BuildSettings, counts: dict[str, dict[str, int]], splits: list[Split]) -> str:
    """The text of the card; `counts` are the manifest's."""
    kept = counts.get("keep", {})
    problems = {split: kept.get(f"problems_{split.value}", 0) for split in splits}
    head: dict[str, Any] = {
        "pretty_name": "codequorum dataset",
        "language": ["en"],
        "tags": ["code", "competitive-programming", "code_contests"],
        "task_categories": ["text-generation"],
        "size_categories": [size_category(sum(problems.values()))],
        "configs": [
            {
                "config_name": "default",
                "data_files": [{"split": split.value, "path": f"data/{split.value}-*.parquet"} for split in splits],
            }
        ],
    }
    if not splits:
        del head["configs"]
    rows = "\n".join(f"| {split.value} | {count} |" for split, count in problems.items())
    number = kept.get
    return f"""---
{yaml.safe_dump(head, sort_keys=False, allow_unicode=True).strip()}
---

# A codequorum dataset

Programming-contest problems with tests, correct and incorrect solutions, in the layout of `deepmind/code_contests`.

| split | problems |
|---|---|
{rows}

{number("public_tests", 0)} public, {number("private_tests", 0)} private and {number("generated_tests", 0)} generated tests;
{number("solutions", 0)} correct and {number("incorrect_solutions", 0)} incorrect solutions.

A generated test is a mutated input on which up to {settings.max_voters} correct solutions were run and all printed the same
(at least {settings.min_agreeing}{", or fewer where a problem had fewer" if settings.allow_fewer else ""}).
`sidecars/` says for every generated test which test it was mutated from, how, and who agreed; for every solution how it did
on the given tests; and for everything that was dropped, why. `measured/` holds times, which differ from run to run.
`manifest.json` has counts per stage, settings, versions and the SHA-256 of every file.

Licences and origins are those of the problems' sources: see the columns `license` and `origin` of `sidecars/problems-*`.
"""
