"""C++ solutions in one form (appendix B.2, step 3): macros and aliases expanded, headers named, formatted.

What does not compile any more, or has what only a compiler can tell, is kept as it is and counted.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.duplicates import unite_solutions, with_solutions
from pipelines.execution.engine import Engine
from pipelines.normalising import Unfit, normalise
from pipelines.running.workspace import Workspace
from pipelines.stages_io import Ref, Staged, emit, flatten_all, guarded, par_do, staged
from schemas.execution import Program, Verdict
from schemas.language import Language
from schemas.problem import Problem
from schemas.rejection import GIVEN_UP, Rejection, Subject
from schemas.tally import Tally

STAGE = "normalise"


def normalised(engine: Engine, source: str) -> tuple[str | None, str]:
    """The program's normal form and a word to count it by; None where it is kept as it is."""
    try:
        normal = normalise(source)
    except Unfit:
        return None, "programs_unfit"
    if normal.source == source:
        return None, "programs_as_they_were"
    with engine.open(Program(Language.CPP, normal.source)) as session:
        if session.verdict is not Verdict.OK:
            return None, "programs_not_compiling_then"
    return normal.source, "programs_formatted" if normal.formatted else "programs_expanded"


def rewrite(problem: Problem, sources: Mapping[str, str]) -> tuple[Problem, list[Rejection]]:
    """The problem with new sources by the digests of the old ones. Programs that have become the same are one."""
    solutions = [
        dataclasses.replace(one, source=sources[one.digest]) if one.digest in sources else one for one in problem.all_solutions
    ]
    return unite_solutions(with_solutions(problem, solutions), STAGE)


class _FanOut(beam.DoFn):
    """One task per program."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, ref: Ref) -> Iterator[tuple[Ref, str]]:
        problem: Problem = self._workspace.get(ref.kind, ref.key)
        for digest in sorted({one.digest for one in problem.all_solutions if one.language is Language.CPP}):
            yield ref, digest


class _Normalise(beam.DoFn):
    """(Ref, digest of a program) -> (name of the problem, digest); the new source lies in the workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def setup(self) -> None:
        self._engine = Engine()

    def process(self, task: tuple[Ref, str]) -> Iterator[Any]:
        ref, digest = task
        problem: Problem = self._workspace.get(ref.kind, ref.key)
        found = self._workspace.find("normalised", digest)
        if found is None:
            source = next(one.source for one in problem.all_solutions if one.digest == digest)
            found = normalised(self._engine, source)
            self._workspace.put("normalised", digest, found)
        if found[0] is not None:
            yield ref.name, digest
        yield from emit(tallies=[Tally(STAGE, found[1], 1)])

    def task(self, task: tuple[Ref, str]) -> str:
        return f"{task[0].name}, program {task[1]}"

    def given_up(self, task: tuple[Ref, str], why: str) -> Iterator[Any]:
        """The program is kept as it is."""
        yield from emit([Rejection(task[0].name, STAGE, GIVEN_UP, Subject.SOLUTION.value, task[1], why)])


class _Rewrite(beam.DoFn):
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, group: tuple[str, Mapping[str, Iterable[Any]]]) -> Iterator[Any]:
        ref: Ref = next(iter(group[1]["refs"]))
        digests = sorted(set(group[1]["digests"]))
        sources = {digest: self._workspace.get("normalised", digest)[0] for digest in digests}
        problem, rejections = rewrite(self._workspace.get(ref.kind, ref.key), sources)
        key = problem.digest
        self._workspace.put("problem", key, problem)
        yield Ref(ref.name, "problem", key)
        yield from emit(rejections, [Tally(STAGE, "problems_changed", bool(sources))])


class Normalise(beam.PTransform):
    """Ref of a problem -> Ref of the problem with its C++ programs in their normal form."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    def expand(self, refs: PCollection) -> Staged:
        workspace = self._workspace
        tasks = refs | "FanOut" >> beam.ParDo(_FanOut(workspace)) | "Spread" >> beam.Reshuffle()
        made = staged(tasks | "Normalise" >> par_do(guarded(_Normalise(workspace), STAGE, workspace)))
        keyed = refs | "KeyRefs" >> beam.Map(lambda ref: (ref.name, ref))
        joined = {"refs": keyed, "digests": made.main} | beam.CoGroupByKey()
        rewritten = staged(joined | "Rewrite" >> par_do(_Rewrite(workspace)))
        rejections = flatten_all([made.rejections, rewritten.rejections], "Rejections")
        return Staged(rewritten.main, rejections, flatten_all([made.tallies, rewritten.tallies], "Tallies"))
