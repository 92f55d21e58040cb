"""The report as one HTML file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.report.alongside import near_duplicates, solve_rates, training
from pipelines.report.answers import answers
from pipelines.report.findings import findings
from pipelines.report.funnel import funnel
from pipelines.report.leaks import leakage
from pipelines.report.rates import rates
from pipelines.report.stages import stages
from pipelines.report.tests import agreement, kinds_of_tests, tests_per_problem
from pipelines.report.times import slowest_solutions
from pipelines.showing import Gap, Tables
from pipelines.showing.entries import make_entries
from pipelines.showing.pages import pages_of
from pipelines.showing.words import number, plural, seconds, size

COUNTED_BYTES = 4 << 30
"""Of larger datasets, given tests are counted in the first base files alone: that reads them whole."""
_KINDS = ("public", "private", "generated")


def report(folder: Path, output: Path, others: Sequence[Path] = ()) -> tuple[Gap, ...]:
    """Write the report on the dataset in `folder` to `output`; what is missing from it.

    `others`: files or folders of other commands to be told, too. Raises DatasetError where there is no such folder, OSError
    where the file cannot be written.
    """
    text, gaps = report_html(folder, others)
    fresh = output.with_name(f".{output.name}.part")
    output.absolute().parent.mkdir(parents=True, exist_ok=True)
    fresh.write_text(text, encoding="utf-8", errors="backslashreplace")
    os.replace(fresh, output)
    return gaps


def report_html(folder: Path, others: Sequence[Path] = ()) -> tuple[str, tuple[Gap, ...]]:
    """The page and what is missing from it; equal for equal files."""
    tables = Tables(folder)
    try:
        counted = make_entries(tables, counted_bytes=COUNTED_BYTES, searched=False)
        rated, unrated = rates(tables.folder, str(tables.manifest.get("dataset_digest", "")))
        found, unread = findings(tables.folder, others)
        sections = (
            funnel(tables),
            tests_per_problem(tables),
            kinds_of_tests(tables),
            agreement(tables),
            rated,
            stages(tables),
            slowest_solutions(tables),
            answers(tables),
            near_duplicates(tables, found),
            leakage(found),
            training(found),
            solve_rates(found),
        )
        head = _head(tables)
        gaps = (*tables.gaps, *counted, *unrated, *unread)
    finally:
        tables.close()
    page = pages_of("pipelines.report").render("report.html", sections=sections, gaps=gaps, **head)
    return page, gaps


def _head(tables: Tables) -> dict[str, Any]:
    """The first figures of the page, and what a person asks first of a dataset."""
    counted = "SELECT split, count(*) AS n FROM entries GROUP BY split ORDER BY length(split) DESC, split"  # train, valid, test
    splits = {row["split"]: row["n"] for row in tables.ask(counted)}
    asked = ", ".join(f"sum({kind})::BIGINT AS {kind}, count({kind}) AS {kind}_known" for kind in _KINDS)
    sums = tables.ask(f"SELECT {asked}, sum(correct)::BIGINT AS correct, sum(incorrect)::BIGINT AS incorrect FROM entries")[0]
    problems = sum(splits.values())
    tests = [(kind, sums[kind]) for kind in _KINDS if sums[f"{kind}_known"] == problems and problems]
    tiles = [("problems", number(problems), ", ".join(f"{number(count)} {split}" for split, count in splits.items()))]
    tiles.append(
        ("tests", number(sum(n for _, n in tests)) if tests else "–", ", ".join(f"{number(n)} {kind}" for kind, n in tests))
    )
    solutions = (sums["correct"] or 0, sums["incorrect"] or 0)
    tiles.append(("solutions", number(sum(solutions)), f"{number(solutions[0])} correct, {number(solutions[1])} incorrect"))
    bytes_held = sum(one.size_bytes for one in tables.base)
    tiles.append(("base files", size(bytes_held), f"{plural(len(tables.base), 'file')} of parquet"))
    manifest = tables.manifest
    settings = manifest.get("settings")
    versions = manifest.get("versions")
    elapsed = tables.measured.get("elapsed_s")
    facts = [("digest", str(manifest.get("dataset_digest", ""))), ("layout version", str(manifest.get("layout_version", "")))]
    if isinstance(elapsed, int | float):
        facts.append(("built in", f"{seconds(float(elapsed))} on a clock on the wall"))
    licences = tables.ask(
        "SELECT coalesce(nullif(license, ''), 'not stated') AS license, coalesce(nullif(origin, ''), 'not stated') AS origin, "
        "count(*) AS problems FROM entries WHERE has_facts GROUP BY ALL ORDER BY problems DESC, license, origin LIMIT 40"
    )
    return {
        "title": tables.folder.name,
        "tiles": tiles,
        "facts": [(name, value) for name, value in facts if value],
        "settings": sorted(settings.items()) if isinstance(settings, dict) else [],
        "versions": sorted(versions.items()) if isinstance(versions, dict) else [],
        "licences": [tuple(row.values()) for row in licences],
    }
