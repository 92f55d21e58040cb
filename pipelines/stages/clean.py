"""First look at a problem: what cannot be stored, used or told apart from a damaged page goes, with a reason."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.stages_io import Ref, Staged, emit, par_do, staged
from pipelines.workspace import Workspace
from schemas.problem import Problem, Solution, Test
from schemas.rejection import Rejection, Subject
from schemas.tally import Tally
from schemas.text import excerpt, unstorable

STAGE = "clean"
_MARK = re.compile(r"\.\.\.\s*\Z")
_DOTS_AS_DATA = re.compile(r"\.\.|(?<!\d)\.(?=[^\s\d])|(?<=[^\s\d.])\.(?!\d)")


def is_truncated(text: str) -> bool:
    """Whether a test's text ends in the mark by which contest sites show that they cut it.

    Grids are drawn with dots too: where dots that are no decimal points occur before the mark, or where the last line is
    as long as another or as a number says, the dots are data.
    """
    mark = _MARK.search(text)
    if mark is None:
        return False
    before = text[: mark.start()]
    if _DOTS_AS_DATA.search(before) or before.endswith("."):
        return False
    lines = text.rstrip().splitlines()
    is_row = lines[-1].strip() == "..."
    return not (is_row and (any(len(line.strip()) == 3 for line in lines[:-1]) or "3" in before.split()))


def clean(problem: Problem) -> tuple[Problem | None, list[Rejection]]:
    """The problem without what cannot be used, or None, and why."""
    rejections: list[Rejection] = []

    def drop(reason: str, subject: Subject, item: str, detail: str) -> None:
        rejections.append(Rejection(problem.name, STAGE, reason, subject.value, item, detail))

    def tests(kept: Iterable[Test], where: str) -> tuple[Test, ...]:
        return tuple(test for place, test in enumerate(kept) if usable(test, f"{where}/{place}"))

    def usable(test: Test, item: str) -> bool:
        for part, text in (("input", test.input), ("output", test.output)):
            why = unstorable(text)
            if why:
                drop("text_not_storable", Subject.TEST, item, f"{part}: {why}")
                return False
            if is_truncated(text):
                drop("truncated_test", Subject.TEST, item, f"{part} ends in {excerpt(text[-40:])!r}")
                return False
        return True

    def programs(solutions: Iterable[Solution]) -> tuple[Solution, ...]:
        kept = []
        for solution in solutions:
            item = solution.file or excerpt(solution.source, 40)
            why = unstorable(solution.source)
            if why:
                drop("text_not_storable", Subject.SOLUTION, excerpt(item), why)
            elif not solution.source.strip():
                drop("empty_solution", Subject.SOLUTION, item, "no text")
            else:
                kept.append(solution)
        return tuple(kept)

    why = unstorable(problem.description) or unstorable(problem.name)
    if why:
        safe = problem.name.encode("utf-8", "replace").decode()
        return None, [Rejection(safe, STAGE, "text_not_storable", detail=f"statement: {why}")]
    cleaned = dataclasses.replace(
        problem,
        public_tests=tests(problem.public_tests, "public"),
        private_tests=tests(problem.private_tests, "private"),
        generated_tests=tests(problem.generated_tests, "generated"),
        official_tests=tests(problem.official_tests, "official"),
        solutions=programs(problem.solutions),
        incorrect_solutions=programs(problem.incorrect_solutions),
    )
    if not cleaned.public_tests:
        came = len(problem.public_tests)
        drop("no_samples", Subject.PROBLEM, "", f"{came} samples came, none is usable" if came else "it has no samples")
        return None, rejections
    return cleaned, rejections


class _Clean(beam.DoFn):
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, problem: Problem) -> Iterator[Any]:
        cleaned, rejections = clean(problem)
        yield from emit(rejections, [Tally(STAGE, "problems_in", 1)])
        if cleaned is not None:
            key = cleaned.digest
            self._workspace.put("problem", key, cleaned)
            yield Ref(cleaned.name, "problem", key)
            yield from emit(tallies=[Tally(STAGE, "problems_out", 1)])


class Clean(beam.PTransform):
    """Problem -> Ref of the cleaned problem."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    def expand(self, problems: PCollection) -> Staged:
        return staged(problems | par_do(_Clean(self._workspace)))
