"""Divides problems into splits by date, and each problem's solutions into those that build and those that measure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.near_copies import KIN
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.stages_io import Ref, Staged, emit, par_do, staged
from pipelines.statement_language import language_of_statement
from schemas.dossier import Dossier, Kin
from schemas.problem import Problem, Solution, Split
from schemas.tally import Tally

STAGE = "divide"


def split_of(published: date | None, last_train: date, last_valid: date) -> Split:
    """The split by publication date. Without a date: train, the one split where an old problem does no harm."""
    if published is None or published <= last_train:
        return Split.TRAIN
    return Split.VALID if published <= last_valid else Split.TEST


def hold_out(solutions: Sequence[Solution], fraction: float) -> tuple[tuple[Solution, ...], tuple[Solution, ...]]:
    """(build, measure): `fraction` of each label's solutions, rounded down, goes to measuring.

    The solutions with the smallest digests of their texts are held out, white space ignored: which half one falls into
    depends on the program, not on its place, name or author.
    """
    by_label: dict[str, list[Solution]] = {}
    for solution in solutions:
        by_label.setdefault(solution.label.value, []).append(solution)
    held: set[str] = set()
    for group in by_label.values():
        digests = sorted({solution.white_space_blind_digest for solution in group})
        held.update(digests[: int(len(digests) * fraction)])
    build = tuple(solution for solution in solutions if solution.white_space_blind_digest not in held)
    measure = tuple(solution for solution in solutions if solution.white_space_blind_digest in held)
    return build, measure


def divide(problem: Problem, settings: BuildSettings, kin: Kin | None = None) -> Dossier:
    """The problem with its split, and without the solutions that are held out.

    The earliest date among its near-duplicates decides, so that no cluster straddles splits.
    """
    published = kin.published if kin else problem.published
    right, held_right = hold_out(problem.solutions, settings.holdout)
    wrong, held_wrong = hold_out(problem.incorrect_solutions, settings.holdout)
    return Dossier(
        problem=dataclasses.replace(problem, solutions=right, incorrect_solutions=wrong),
        split=split_of(published, settings.last_train_date, settings.last_valid_date),
        held_out=held_right + held_wrong,
        kin=kin or Kin(published=problem.published),
        language=language_of_statement(problem.description),
    )


class _Divide(beam.DoFn):
    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        self._workspace = workspace
        self._settings = settings

    def process(self, ref: Ref) -> Iterator[Any]:
        kin: Kin | None = self._workspace.find(KIN, ref.name)
        dossier = divide(self._workspace.get(ref.kind, ref.key), self._settings, kin)
        self._workspace.put("divided", ref.name, dossier)
        yield Ref(ref.name, "divided", ref.name)
        yield from emit(
            tallies=[
                Tally(STAGE, f"problems_{dossier.split.value}", 1),
                Tally(STAGE, f"statements_{dossier.language or 'unknown_language'}", 1),
                Tally(STAGE, "problems_by_date_of_cluster", dossier.kin.published != dossier.problem.published),
                Tally(STAGE, "solutions_build", len(dossier.problem.all_solutions)),
                Tally(STAGE, "solutions_held_out", len(dossier.held_out)),
            ]
        )


class Divide(beam.PTransform):
    """Ref of a problem -> Ref of its dossier."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        super().__init__()
        self._workspace = workspace
        self._settings = settings

    def expand(self, problems: PCollection) -> Staged:
        return staged(problems | par_do(_Divide(self._workspace, self._settings)))
