"""Decides which problems the dataset keeps, and puts the agreed tests into them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.running.workspace import Workspace
from pipelines.stages_io import Ref, Staged, emit, par_do, staged
from schemas.dossier import Dossier
from schemas.problem import Split
from schemas.rejection import Rejection
from schemas.tally import Tally

STAGE = "keep"
LEAST_TESTS = 5
LEAST_OUTPUTS = 2


def keep(dossier: Dossier) -> tuple[Dossier | None, Rejection | None]:
    """The dossier with its generated tests in the problem, or None and why (paper, section 3.2.1).

    Problems of valid and test need five hidden or generated tests with two different outputs: a program that always prints
    the same must not pass.
    """
    problem = dataclasses.replace(
        dossier.problem,
        generated_tests=dossier.problem.generated_tests + tuple(made.test for made in dossier.generated),
    )
    kept = dataclasses.replace(dossier, problem=problem)
    if dossier.split is Split.TRAIN:
        return kept, None
    tests = problem.private_tests + problem.generated_tests
    outputs = {tuple(test.output.lower().split()) for test in tests}
    if len(tests) < LEAST_TESTS:
        detail = f"{len(tests)} hidden or generated tests, {LEAST_TESTS} are needed in {dossier.split.value}"
        return None, Rejection(problem.name, STAGE, "too_few_tests", detail=detail)
    if len(outputs) < LEAST_OUTPUTS:
        detail = f"all {len(tests)} hidden or generated tests have the same output"
        return None, Rejection(problem.name, STAGE, "one_output", detail=detail)
    return kept, None


class _Keep(beam.DoFn):
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, ref: Ref) -> Iterator[Any]:
        kept, rejection = keep(self._workspace.get(ref.kind, ref.key))
        if kept is None:
            yield from emit([rejection] if rejection else [])
            return
        self._workspace.put("kept", ref.name, kept)
        yield Ref(ref.name, "kept", ref.name)
        problem = kept.problem
        yield from emit(
            tallies=[
                Tally(STAGE, f"problems_{kept.split.value}", 1),
                Tally(STAGE, "public_tests", len(problem.public_tests)),
                Tally(STAGE, "private_tests", len(problem.private_tests)),
                Tally(STAGE, "generated_tests", len(problem.generated_tests)),
                Tally(STAGE, "solutions", len(problem.solutions)),
                Tally(STAGE, "incorrect_solutions", len(problem.incorrect_solutions)),
                Tally(STAGE, "problems_cut_by_budget", kept.cut_by_budget),
            ]
        )


class Keep(beam.PTransform):
    """Ref of a dossier -> Ref of a dossier that the dataset keeps."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    def expand(self, refs: PCollection) -> Staged:
        return staged(refs | par_do(_Keep(self._workspace)))
