"""First look at a problem: what cannot be stored, used or told apart from a damaged page goes, with a reason."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.running.workspace import Workspace
from pipelines.stages_io import Ref, Staged, emit, guarded, par_do, staged
from schemas.problem import Problem, Solution, Test
from schemas.rejection import GIVEN_UP, Rejection, Subject
from schemas.tally import Tally
from schemas.text import excerpt, unstorable

STAGE = "clean"
_MARK = re.compile(r"\.\.\.\s*\Z")
SHORTEST_CUT = 200
"""Sites show about 250 characters of a test, or more."""
MOST_STATEMENT_CHARACTERS = 1 << 20
"""Some thirty times the longest of the reference. Reading one of a hundred million costs every stage gigabytes and minutes."""
_ROW = re.compile(r"[^\sa-z\d]+")
_ROW_WITH_DOTS = re.compile(r"\S+")
_DOTS_AS_DATA = re.compile(r"\.\.|(?<!\d)\.(?=[^\s\d])|(?<=[^\s\d.])\.(?!\d)")


def is_truncated(text: str) -> bool:
    """Whether a test's text ends in the mark by which contest sites show that they cut it.

    Grids are drawn with dots too. In a text too short to be cut, dots that are no decimal points before the mark say that
    all dots are data. Anywhere the last line says it, if it is a row as long as the row above it, or as a number above says;
    without other dots, a row of signs and capitals.
    """
    mark = _MARK.search(text)
    if mark is None:
        return False
    before = text[: mark.start()]
    dots = _DOTS_AS_DATA.search(before) is not None or before.endswith(".")
    if dots and len(text) < SHORTEST_CUT:
        return False
    row = _ROW_WITH_DOTS if dots else _ROW
    *above, last = (line.strip() for line in text.rstrip().splitlines())
    if not row.fullmatch(last):
        return True
    rows = itertools.takewhile(lambda line: len(line) == len(last) and row.fullmatch(line), reversed(above))
    header = above[: len(above) - len(list(rows))]
    return len(header) == len(above) and str(len(last)) not in " ".join(header[-1:]).split()


_LISTS: dict[str, Any] = {
    **dict.fromkeys(("public_tests", "private_tests", "generated_tests", "official_tests"), ()),
    **dict.fromkeys(("solutions", "incorrect_solutions"), ()),
}
"""What is looked at piece by piece: one bad test need not cost the problem."""


def unstorable_part(record: Any, name: str = "") -> str | None:
    """Why a record cannot be kept, with the name of the field that is to blame, or None."""
    if isinstance(record, str):
        why = unstorable(record)
        return f"{name}: {why}" if why else None
    if dataclasses.is_dataclass(record):
        parts = [(field.name, getattr(record, field.name)) for field in dataclasses.fields(record)]
    else:
        parts = [(name, part) for part in record] if isinstance(record, tuple) else []
    return next((why for part, value in parts if (why := unstorable_part(value, part))), None)


def clean(problem: Problem, last_day: date = date.max) -> tuple[Problem | None, list[Rejection]]:
    """The problem without what cannot be used, or None, and why.

    A date after `last_day` is a mistake, which would make an old problem the newest of all: the problem stays, without a date.
    """
    rejections: list[Rejection] = []

    def drop(reason: str, subject: Subject, item: str, detail: str) -> None:
        rejections.append(Rejection(problem.name, STAGE, reason, subject.value, item, detail))

    def tests(kept: Iterable[Test], where: str) -> tuple[Test, ...]:
        return tuple(test for place, test in enumerate(kept) if usable(test, f"{where}/{place}"))

    def usable(test: Test, item: str) -> bool:
        why = unstorable_part(test)
        if why:
            drop("text_not_storable", Subject.TEST, item, why)
            return False
        for part, text in (("input", test.input), ("output", test.output)):
            if is_truncated(text):
                drop("truncated_test", Subject.TEST, item, f"{part} ends in {excerpt(text[-40:])!r}")
                return False
        return True

    def programs(solutions: Iterable[Solution]) -> tuple[Solution, ...]:
        kept = []
        for solution in solutions:
            item = excerpt(solution.file or solution.source, 40)
            why = unstorable_part(solution)
            if why:
                drop("text_not_storable", Subject.SOLUTION, item, why)
            elif not solution.source.strip():
                drop("empty_solution", Subject.SOLUTION, item, "no text")
            else:
                kept.append(solution)
        return tuple(kept)

    why = unstorable_part(dataclasses.replace(problem, **_LISTS))
    if why:
        return None, [Rejection(excerpt(problem.name), STAGE, "text_not_storable", detail=why)]
    if len(problem.description) > MOST_STATEMENT_CHARACTERS:
        detail = f"{len(problem.description)} characters, over {MOST_STATEMENT_CHARACTERS}"
        return None, [Rejection(problem.name, STAGE, "statement_too_long", detail=detail)]
    published = problem.published
    if published is not None and published > last_day:
        drop("date_in_the_future", Subject.PROBLEM, "published", f"published {published}, which is after {last_day}")
        published = None
    cleaned = dataclasses.replace(
        problem,
        published=published,
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
    def __init__(self, workspace: Workspace, last_day: date) -> None:
        self._workspace = workspace
        self._last_day = last_day

    def process(self, problem: Problem) -> Iterator[Any]:
        cleaned, rejections = clean(problem, self._last_day)
        yield from emit(rejections, [Tally(STAGE, "problems_in", 1)])
        if cleaned is not None:
            key = cleaned.digest
            self._workspace.put("problem", key, cleaned)
            yield Ref(cleaned.name, "problem", key)
            yield from emit(tallies=[Tally(STAGE, "problems_out", 1)])

    def task(self, problem: Problem) -> str:
        return problem.name

    def given_up(self, problem: Problem, why: str) -> Iterator[Any]:
        yield from emit([Rejection(excerpt(problem.name), STAGE, GIVEN_UP, detail=why)], [Tally(STAGE, "problems_in", 1)])


class Clean(beam.PTransform):
    """Problem -> Ref of the cleaned problem. Nothing can have been published after `last_day`."""

    def __init__(self, workspace: Workspace, last_day: date = date.max) -> None:
        super().__init__()
        self._workspace = workspace
        self._last_day = last_day

    def expand(self, problems: PCollection) -> Staged:
        return staged(problems | par_do(guarded(_Clean(self._workspace, self._last_day), STAGE, self._workspace)))
