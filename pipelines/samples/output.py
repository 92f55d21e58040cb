"""What an evaluation leaves, and what is read of it again.

summary.json              all figures
problems.parquet          one row a problem: how many samples went how far
programs.parquet          one row a program: its verdicts
chosen.parquet            what is handed in, with its text
rejections.ndjson         samples that could not be weighed: one line a problem and reason, with their count
measured/times.parquet    the slowest run of each program that was judged
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipelines.evaluation.entries import Texts
from pipelines.evaluation.results import (
    CHOSEN,
    PROBLEMS,
    PROGRAMS,
    TIMES,
    Filtered,
    Judged,
    Outcome,
    chosen_rows,
    problem_row,
    program_rows,
)
from pipelines.running.workspace import Workspace
from pipelines.samples.steps import OUTCOME, verdicts_of
from pipelines.stages.export import write_file
from schemas.parquet import DatasetError, write_table
from schemas.rejection import Rejection
from schemas.sidecars import rejection_row

KIND = "codequorum evaluate"
SUMMARY, PROBLEM_TABLE, PROGRAM_TABLE, CHOSEN_TABLE = "summary.json", "problems.parquet", "programs.parquet", "chosen.parquet"
REJECTIONS = "rejections.ndjson"
TIME_TABLE = "measured/times.parquet"


def workspace_name(fingerprint: str) -> str:
    """The name of the folder in which a running evaluation keeps its records."""
    return f".evaluate-{fingerprint[:12]}"


def prepare_output(output: Path, fingerprint: str) -> bool:
    """Make the folder; whether it holds this evaluation already. Raises DatasetError where it holds anything else."""
    if output.exists() and not output.is_dir():
        raise DatasetError(f"{output} is a file; give --output a folder")
    if output.is_dir() and any(output.iterdir()) and not (output / workspace_name(fingerprint)).is_dir():
        try:
            finished = read_summary(output)
        except DatasetError:
            raise DatasetError(
                f"{output} holds something that this evaluation did not leave; give --output a new or an empty folder"
            ) from None
        if finished["fingerprint"] == fingerprint:
            return True
        raise DatasetError(f"{output} holds another evaluation; give --output a new or an empty folder")
    output.mkdir(parents=True, exist_ok=True)
    return False


def read_summary(output: Path) -> dict[str, Any]:
    """The figures of a finished evaluation. Raises DatasetError where there is none."""
    try:
        figures = json.loads((output / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        figures = None
    if not isinstance(figures, dict) or figures.get("kind") != KIND:
        raise DatasetError(f"{output}: no finished evaluation in it; run `codequorum evaluate` first")
    return figures


def write_tables(output: Path, workspace: Workspace, names: list[str]) -> list[Outcome]:
    """Write all tables, problem by problem; the outcomes."""
    outcomes: list[Outcome] = []
    texts = Texts()

    def each() -> Iterator[tuple[Outcome, list[Filtered], dict[str, Judged]]]:
        for name in names:
            outcome, filtered_keys, judged_keys = workspace.get(OUTCOME, name)
            yield outcome, *verdicts_of(workspace, filtered_keys, judged_keys)

    def programs() -> Iterator[dict[str, Any]]:
        for outcome, filtered, judged in each():
            outcomes.append(outcome)
            yield from program_rows(outcome.problem, filtered, judged)

    def chosen() -> Iterator[dict[str, Any]]:
        for outcome, filtered, judged in each():
            wanted = {one.program for one in outcome.chosen}
            entries = sorted((one.entry for one in filtered if one.entry.program in wanted), key=lambda entry: entry.place)
            sources = {entry.program: one.source for entry, one in zip(entries, texts.programs(entries), strict=True)}
            yield from chosen_rows(outcome, filtered, judged, sources)

    def times() -> Iterator[dict[str, Any]]:
        for outcome, _, judged in each():
            for program, one in sorted(judged.items()):
                yield {"problem": outcome.problem, "program": program, "slowest_cpu_s": one.ruled.slowest_cpu_s}

    write_file(output, PROGRAM_TABLE, lambda file: write_table(file, PROGRAMS, programs()))
    write_file(output, CHOSEN_TABLE, lambda file: write_table(file, CHOSEN, chosen()))
    write_file(output, TIME_TABLE, lambda file: write_table(file, TIMES, times()))
    write_file(output, PROBLEM_TABLE, lambda file: write_table(file, PROBLEMS, map(problem_row, outcomes)))
    return outcomes


def write_rejections(output: Path, rejected: Sequence[Rejection]) -> None:
    """Write what was left out."""
    text = "".join(json.dumps(rejection_row(one), ensure_ascii=False) + "\n" for one in rejected).encode()
    write_file(output, REJECTIONS, lambda file: int(bool(file.write(text))))
