"""Looks for more than one right answer on inputs that nobody gave: what do voters print on the first candidates?

Given tests show one right answer each; that others would be right too often shows on new inputs alone. Where voters differ
there in a way that a comparer of the library explains, that is the problem's from here on; where nothing explains it, no output
can be judged.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.execution.comparison import decode_output, outputs_match
from pipelines.execution.engine import Engine
from pipelines.execution.judging import files_of
from pipelines.generation.agreement import limits_of, no_generation, refusal, solution_of
from pipelines.generation.answers import Answers, fitting
from pipelines.generation.candidates import fresh_candidates, is_large, level_of
from pipelines.running.progress import report
from pipelines.running.workspace import Workspace
from pipelines.settings import CHECKERS, BuildSettings
from pipelines.stages_io import Ref, Staged, emit, guarded, par_do, staged
from schemas.dossier import Dossier
from schemas.execution import Program
from schemas.problem import Checker, CheckerKind
from schemas.provenance import Candidate
from schemas.rejection import GIVEN_UP, Rejection, Subject
from schemas.tally import Tally

STAGE = "survey"
PROGRESS = "survey: problems"
DRAWS = 60
MOST_CANDIDATES = 20
MOST_VOTERS = 6
DISAGREEING_SHARE = 0.15
"""So much disagreement comes of inputs that are none, and of a solution that is wrong."""
SCATTERED_SHARE = 0.5
"""On so many candidates even most voters do not print one thing: then it is not a wrong solution that differs."""


def answers_of(engine: Engine, dossier: Dossier, candidates: Sequence[Candidate]) -> list[Answers]:
    """What the first voters print on those of the candidates on which none of them crashes or takes too long."""
    problem = dossier.problem
    voters = dossier.voters[:MOST_VOTERS]
    limits = limits_of(dossier, voters)
    columns: list[list[str | None]] = []
    for voter in voters:
        solution = solution_of(problem, voter)
        with engine.open(Program(solution.language, solution.source), files=files_of(problem)) as session:
            runs = session.run_many((candidate.input.encode() for candidate in candidates), limits[voter])
            columns.append([None if refusal(run) else decode_output(run.output) for run in runs])
    rows = [[text for text in row if text is not None] for row in zip(*columns, strict=True)]
    return [Answers(row[0], tuple(row[1:])) for row in rows if len(row) == len(voters)]


def is_scattered(answers: Sequence[Answers], checker: Checker) -> bool:
    """Whether on many inputs no output is that of most voters."""
    lonely = 0
    for one in answers:
        texts = (one.expected, *one.others)
        agreeing = max(sum(outputs_match(text, other, checker) for other in texts) for text in texts)
        lonely += 2 * agreeing <= len(texts)
    return bool(answers) and lonely >= SCATTERED_SHARE * len(answers)


def survey(dossier: Dossier, answers: Sequence[Answers]) -> tuple[Dossier, str]:
    """The dossier with the checker that these answers show, or marked as a problem with several; and what was found, or ""."""
    problem = dossier.problem
    differing = sum(not all(outputs_match(one.expected, other, problem.checker) for other in one.others) for one in answers)
    if not answers or differing < DISAGREEING_SHARE * len(answers):
        return dossier, ""
    checker = fitting(problem.description, answers, problem.checker)
    if checker is not None and checker != problem.checker:
        problem = dataclasses.replace(problem, checker=checker)
        return dataclasses.replace(dossier, problem=problem, checker_from="generated inputs"), checker.kind.value
    if checker is None and is_scattered(answers, problem.checker):
        return dataclasses.replace(dossier, several_answers=True), "no_checker_fits"
    return dossier, ""


class _Survey(beam.DoFn):
    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        self._workspace = workspace
        self._settings = settings

    def setup(self) -> None:
        self._engine = Engine()

    def process(self, ref: Ref) -> Iterator[Any]:
        dossier: Dossier = self._workspace.get(ref.kind, ref.key)
        report(self._workspace.folder, PROGRESS, done=1)
        if not self._is_asked(dossier):
            yield ref
            return
        draws = range(DRAWS)
        settings = self._settings
        candidates = fresh_candidates(dossier.problem, settings.seed, draws, set(), settings.generation, settings.without)
        candidates = [one for one in candidates if not is_large(one) and not level_of(one)][:MOST_CANDIDATES]
        answers = answers_of(self._engine, dossier, candidates)
        surveyed, found = survey(dossier, answers)
        counts = Counter(runs=len(candidates) * min(MOST_VOTERS, len(dossier.voters)))
        if found == "no_checker_fits":
            detail = f"on most of {len(answers)} inputs most correct solutions print different things"
            yield from emit([Rejection(ref.name, STAGE, found, Subject.CANDIDATE.value, detail=detail)])
        elif found:
            counts[f"checker_{found}"] += 1
        self._workspace.put("surveyed", ref.name, surveyed)
        yield Ref(ref.name, "surveyed", ref.name)
        yield from emit(tallies=[Tally(STAGE, name, count) for name, count in counts.items()])

    def task(self, ref: Ref) -> str:
        return ref.name

    def given_up(self, ref: Ref, why: str) -> Iterator[Any]:
        """The problem goes on with the checker that it has."""
        report(self._workspace.folder, PROGRESS, done=1)
        yield ref
        yield from emit([Rejection(ref.name, STAGE, GIVEN_UP, Subject.CANDIDATE.value, detail=why)])

    def _is_asked(self, dossier: Dossier) -> bool:
        settings = self._settings
        able = no_generation(dossier, settings.min_agreeing, settings.allow_fewer) is None and len(dossier.voters) > 1
        return able and CHECKERS not in settings.without and dossier.problem.checker.kind is not CheckerKind.CUSTOM


class Survey(beam.PTransform):
    """Ref of a verified dossier -> Ref of the same, with a checker under which correct solutions agree."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        super().__init__()
        self._workspace = workspace
        self._settings = settings

    def expand(self, refs: PCollection) -> Staged:
        return staged(
            refs | beam.Reshuffle() | par_do(guarded(_Survey(self._workspace, self._settings), STAGE, self._workspace))
        )
