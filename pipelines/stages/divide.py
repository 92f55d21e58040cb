"""Divides problems into splits by date, and each problem's solutions into those that build and those that measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.duplicates import with_solutions
from pipelines.near_copies import HELD_TOGETHER, KIN, families
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.stages_io import Ref, Staged, emit, par_do, staged
from pipelines.statement_language import language_of_statement
from schemas.digest import digest
from schemas.dossier import Dossier, Kin
from schemas.problem import Problem, Solution, Split
from schemas.tally import Tally

STAGE = "divide"


def split_of(published: date | None, last_train: date, last_valid: date) -> Split:
    """The split by publication date. Without a date: train, the one split where an old problem does no harm."""
    if published is None or published <= last_train:
        return Split.TRAIN
    return Split.VALID if published <= last_valid else Split.TEST


def hold_out(
    solutions: Sequence[Solution], fraction: float, together: float = HELD_TOGETHER
) -> tuple[tuple[Solution, ...], tuple[Solution, ...]]:
    """(build, measure): `fraction` of each label's different programs, rounded down, goes to measuring, or as much of that as
    whole families give.

    A family is what near-copies from the similarity `together` on connect: what tests that were chosen by a program say of its
    copies is no measure of them. With 0 each program is by itself. Families come in an order that their programs' digests
    decide, white space ignored, and not their sizes; one that is too much of a label builds. So which half a program falls into
    depends on the programs, not on their places, names or authors.
    """
    labels: dict[str, set[str]] = {}
    for solution in solutions:
        labels.setdefault(solution.white_space_blind_digest, set()).add(solution.label.value)
    wanted = Counter(label for some in labels.values() for label in some)
    room = Counter({label: int(count * fraction) for label, count in wanted.items()})
    held: set[str] = set()
    for family in sorted(families(solutions, together if fraction else 0.0), key=_turn):
        needed = Counter(label for program in family for label in labels[program])
        if needed <= room:
            room -= needed
            held |= family
    build = tuple(solution for solution in solutions if solution.white_space_blind_digest not in held)
    measure = tuple(solution for solution in solutions if solution.white_space_blind_digest in held)
    return build, measure


def _turn(family: frozenset[str]) -> str:
    """What orders families: were it the smallest digest itself, a large one would come early."""
    return min(family) if len(family) == 1 else digest("family", min(family))


def divide(problem: Problem, settings: BuildSettings, kin: Kin | None = None) -> Dossier:
    """The problem with its split, and without the solutions that are held out.

    The earliest date among its near-duplicates decides, so that no cluster straddles splits.
    """
    published = kin.published if kin else problem.published
    build, held_out = hold_out(problem.all_solutions, settings.holdout)
    return Dossier(
        problem=with_solutions(problem, build),
        split=split_of(published, settings.last_train_date, settings.last_valid_date),
        held_out=held_out,
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
