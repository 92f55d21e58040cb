"""Samples, entries and problems for the tests of evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.evaluation.entries import Entry
from schemas.digest import digest
from schemas.language import Language
from schemas.problem import Problem, Test
from schemas.samples import Sample, write_samples

ECHO = Problem(name="echo", description="Print it.", public_tests=(Test("1\n", "1\n"), Test("2\n", "2\n")))


def sample(problem: str, source: str, number: int, **more: object) -> Sample:
    """A Python sample."""
    language = more.pop("language", Language.PYTHON3)
    return Sample(problem=problem, sample_id=f"{number:04d}", language=language, source=source, **more)  # type: ignore[arg-type]


def write(folder: Path, samples: Sequence[Sample], files: int = 1) -> Path:
    """The samples as a folder of so many files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        with (folder / f"samples-{number:05d}-of-{files:05d}.parquet").open("wb") as file:
            write_samples(file, samples[number::files])
    return folder


def entry(name: str, samples: int = 1, score: float = 0.5, checkpoint: str = "m") -> Entry:
    """An entry whose program has a name in place of a text."""
    return Entry(digest(name), "PYTHON3", "a.parquet", 0, 0, name, score, -1.0, ((checkpoint, samples),))
