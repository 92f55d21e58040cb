"""Small datasets, samples and evaluations, as their makers leave them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.evaluation.results import PROBLEMS, PROGRAMS
from pipelines.samples.output import KIND, PROBLEM_TABLE, PROGRAM_TABLE, SUMMARY
from schemas.language import Language
from schemas.parquet import write_problems, write_table
from schemas.problem import Label, Problem, Solution, Test
from schemas.samples import Sample, write_samples


def program(text: str, label: Label = Label.CORRECT) -> Solution:
    return Solution(Language.PYTHON3, text, label)


def problem(name: str, *texts: str, rating: int = 0, tags: tuple[str, ...] = (), description: str = "") -> Problem:
    return Problem(
        name=name,
        description=description or f"Print {name}.",
        public_tests=(Test("1\n", "1\n"),),
        private_tests=(),
        solutions=tuple(map(program, texts)),
        incorrect_solutions=(program(f"wrong {name}", Label.WRONG_ANSWER),),
        cf_tags=tags,
        cf_rating=rating,
    )


def dataset(folder: Path, **splits: Sequence[Problem]) -> Path:
    (folder / "data").mkdir(parents=True)
    for split, problems in splits.items():
        with (folder / "data" / f"{split}-00000-of-00001.parquet").open("wb") as file:
            write_problems(file, problems)
    (folder / "manifest.json").write_text(json.dumps({"dataset_digest": "d"}))
    return folder


def samples(folder: Path, texts: Sequence[tuple[str, str]]) -> Path:
    """Of (problem, text) pairs."""
    folder.mkdir()
    with (folder / "samples-00000-of-00001.parquet").open("wb") as file:
        some = (
            Sample(problem=name, sample_id=str(place), language=Language.PYTHON3, source=text)
            for place, (name, text) in enumerate(texts)
        )
        write_samples(file, some)
    return folder


def evaluation(folder: Path, programs: Sequence[tuple[Sample, str]] = (), problems: Sequence[dict[str, Any]] = ()) -> Path:
    """With verdicts of programs, and rows of problems."""
    folder.mkdir()
    (folder / SUMMARY).write_text(json.dumps({"kind": KIND}))
    rows = [{"problem": one.problem, "program": one.program, "verdict": verdict} for one, verdict in programs]
    with (folder / PROGRAM_TABLE).open("wb") as file:
        write_table(file, PROGRAMS, rows)
    with (folder / PROBLEM_TABLE).open("wb") as file:
        write_table(file, PROBLEMS, problems)
    return folder
