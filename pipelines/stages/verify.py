"""Runs the given solutions on the given tests and removes what does not belong (appendix B.2, step 4); chooses the voters."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.execution.checking import Referees
from pipelines.execution.engine import Engine
from pipelines.execution.judging import (
    GIVE_UP_AFTER_TIMEOUTS,
    can_judge,
    files_of,
    given_test_limits,
    judge_tests,
    why_not_judged,
)
from pipelines.generation.weighing import GIVEN_UP_BEGINS, IN_VAIN, STAGE, is_broken, verify
from pipelines.running.attempts import MOST_ATTEMPTS
from pipelines.running.progress import report
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.stages_io import Ref, Staged, emit, flatten_all, guarded, par_do, staged
from schemas.dossier import Dossier
from schemas.execution import Execution, Program, Verdict
from schemas.problem import Label, Problem, Solution
from schemas.rejection import GIVEN_UP, Rejection, Subject
from schemas.tally import Tally

PROGRESS = "verify: programs"


class _FanOut(beam.DoFn):
    """One task per solution, so that one problem's work spreads over all workers."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, ref: Ref) -> Iterator[tuple[Ref, str]]:
        dossier: Dossier = self._workspace.get(ref.kind, ref.key)
        digests = sorted({solution.digest for solution in dossier.problem.all_solutions})
        report(self._workspace.folder, PROGRESS, planned=len(digests))
        for digest in digests:
            yield ref, digest


class _RunGiven(beam.DoFn):
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def setup(self) -> None:
        self._engine = Engine()
        self._referees = Referees(self._engine)

    def teardown(self) -> None:
        self._referees.close()

    def process(self, task: tuple[Ref, str]) -> Iterator[Any]:
        ref, digest = task
        key = f"{ref.key}/{digest}"
        execution = self._workspace.find("verified", key)
        # what a kill of the first attempt took for the judge's own failure is found out anew
        if execution is None or Verdict.JE in (execution.compile_verdict, *(one.verdict for one in execution.judgements)):
            execution = self._run(self._workspace.get(ref.kind, ref.key).problem, digest)
            self._workspace.put("verified", key, execution)
        report(self._workspace.folder, PROGRESS, done=1)
        yield ref.name, execution
        yield from self._counted(execution)

    def task(self, task: tuple[Ref, str]) -> str:
        return f"{task[0].name}, program {task[1]}"

    def given_up(self, task: tuple[Ref, str], why: str) -> Iterator[Any]:
        """Nothing is known of the program, which goes for that."""
        report(self._workspace.folder, PROGRESS, done=1)
        yield task[0].name, Execution(task[1], Verdict.JE, detail=f"{GIVEN_UP_BEGINS}{why}")

    def _counted(self, execution: Execution) -> Iterator[Any]:
        runs = len(execution.judgements)
        verdicts = [judgement.verdict for judgement in execution.judgements]
        yield from emit(
            tallies=[
                Tally(STAGE, "programs_run", 1),
                Tally(STAGE, "runs", runs),
                Tally(STAGE, "programs_unsupported", execution.compile_verdict is Verdict.US),
                Tally(STAGE, "judge_errors", [execution.compile_verdict, *verdicts].count(Verdict.JE)),
                Tally(STAGE, "unstable_times", verdicts.count(Verdict.UNSTABLE)),
            ]
        )

    def _run(self, problem: Problem, digest: str) -> Execution:
        """The program on all tests; where what runs it fails on one, again, as often as a task is tried."""
        for _ in range(MOST_ATTEMPTS):
            execution = self._run_once(problem, digest)
            broken = [one.detail for one in execution.judgements if is_broken(one)]
            if execution.compile_verdict is Verdict.JE:
                broken.append(execution.detail)
            if not broken:
                return execution
        return dataclasses.replace(execution, detail=f"{MOST_ATTEMPTS} {IN_VAIN}{broken[0]}")

    def _run_once(self, problem: Problem, digest: str) -> Execution:
        solution: Solution = next(one for one in problem.all_solutions if one.digest == digest)
        return judge_tests(
            self._engine,
            Program(solution.language, solution.source),
            problem.given_tests,
            problem.checker,
            given_test_limits(problem.limits),
            compare=can_judge(problem),
            timed=solution.label is Label.CORRECT,
            most_timeouts=1 if solution.label is Label.TIME_LIMIT_EXCEEDED else GIVE_UP_AFTER_TIMEOUTS,
            referee=self._referees.of(problem.checker),
            files=files_of(problem),
        )


class _Verify(beam.DoFn):
    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        self._workspace = workspace
        self._settings = settings

    def setup(self) -> None:
        self._engine = Engine()

    def process(self, group: tuple[str, Mapping[str, Iterable[Any]]]) -> Iterator[Any]:
        name, parts = group
        ref = next(iter(parts["refs"]))
        executions = {execution.program: execution for execution in parts["executions"]}
        ordered = dict(sorted(executions.items()))
        dossier, rejections = verify(self._workspace.get(ref.kind, ref.key), ordered, self._settings)
        why = why_not_judged(dossier.problem, self._engine)
        if why:
            rejections.append(Rejection(name, STAGE, "not_judged", Subject.PROBLEM.value, detail=why))
        self._workspace.put("verified dossier", name, dossier)
        yield Ref(name, "verified dossier", name)
        yield from emit(
            rejections,
            [
                Tally(STAGE, "solutions_out", len(dossier.problem.all_solutions)),
                Tally(STAGE, "voters", len(dossier.voters)),
                Tally(STAGE, "problems_with_several_answers", dossier.several_answers),
            ],
        )

    def task(self, group: tuple[str, Mapping[str, Iterable[Any]]]) -> str:
        return f"{group[0]}, what its solutions say"

    def given_up(self, group: tuple[str, Mapping[str, Iterable[Any]]], why: str) -> Iterator[Any]:
        """The problem goes: nothing of it has been verified."""
        yield from emit([Rejection(group[0], STAGE, GIVEN_UP, Subject.PROBLEM.value, detail=why)])


class Verify(beam.PTransform):
    """Ref of a dossier -> Ref of the verified dossier."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        super().__init__()
        self._workspace = workspace
        self._settings = settings

    def expand(self, refs: PCollection) -> Staged:
        tasks = refs | beam.ParDo(_FanOut(self._workspace)) | beam.Reshuffle()
        runs = staged(tasks | "Run" >> par_do(guarded(_RunGiven(self._workspace), STAGE, self._workspace)))
        keyed = refs | beam.Map(lambda ref: (ref.name, ref))
        joined = {"refs": keyed, "executions": runs.main} | beam.CoGroupByKey()
        verified = staged(
            joined | "Verify" >> par_do(guarded(_Verify(self._workspace, self._settings), STAGE, self._workspace))
        )
        rejections = flatten_all([runs.rejections, verified.rejections], "Rejections")
        return Staged(verified.main, rejections, flatten_all([runs.tallies, verified.tallies], "Tallies"))
