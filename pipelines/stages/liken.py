"""Near-duplicates, our extension of the reference's cleaning: problems by their statements, programs by their tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.near_copies import KIN, Likeness, kin_of, settle, thin
from pipelines.running.workspace import Workspace
from pipelines.settings import OFF, BuildSettings
from pipelines.stages_io import Ref, Staged, emit, par_do, staged
from schemas.dossier import Kin
from schemas.problem import Problem
from schemas.tally import Tally

STAGE = "liken"
_STATEMENT = "statement"


class _TakeStatement(beam.DoFn):
    """Ref -> the same, its statement in the workspace by itself: a whole problem is a thousand times as large."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, ref: Ref) -> Iterator[tuple[None, Ref]]:
        problem: Problem = self._workspace.get(ref.kind, ref.key)
        self._workspace.put(_STATEMENT, ref.name, Likeness(ref.name, problem.description, problem.published))
        yield None, ref


class _Compare(beam.DoFn):
    """(None, all Refs) -> those of each cluster, and of each problem that is alone. Holds all statements in memory."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        self._workspace = workspace
        self._settings = settings

    def process(self, group: tuple[None, Iterable[Ref]]) -> Iterator[list[Ref]]:
        refs = sorted(group[1])
        found = kin_of((self._workspace.get(_STATEMENT, ref.name) for ref in refs), self._settings.near_threshold)
        clusters: dict[str, list[Ref]] = {}
        for ref in refs:
            kin = found[ref.name]
            if kin.cluster:
                self._workspace.put(KIN, ref.name, kin)
                clusters.setdefault(kin.cluster, []).append(ref)
            else:
                yield [ref]
        yield from clusters.values()


class _Settle(beam.DoFn):
    """Refs of one cluster -> Refs of what stays of it."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        self._workspace = workspace
        self._settings = settings

    def process(self, refs: list[Ref]) -> Iterator[Any]:
        problems = [self._workspace.get(ref.kind, ref.key) for ref in refs]
        kept, rejections = settle(problems, self._settings.near_duplicates, STAGE)
        for problem in kept:
            if self._settings.near_solutions:
                problem, lost = thin(problem, self._settings.near_solutions, STAGE)
                rejections += lost
            key = problem.digest
            self._workspace.put("problem", key, problem)
            yield Ref(problem.name, "problem", key)
        kin: Kin | None = self._workspace.find(KIN, refs[0].name)
        yield from emit(
            rejections,
            [
                Tally(STAGE, "problems_in", len(refs)),
                Tally(STAGE, "problems_out", len(kept)),
                Tally(STAGE, "clusters", kin is not None),
                Tally(STAGE, "problems_in_clusters", len(refs) if kin else 0),
            ],
        )


class Liken(beam.PTransform):
    """Ref of a problem -> Ref of a problem whose `Kin` the workspace knows where it is not alone.

    Only references go through shuffles; one worker holds the statements of all problems, some kilobytes each.
    """

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        super().__init__()
        self._workspace = workspace
        self._settings = settings

    def expand(self, problems: PCollection) -> Staged:
        workspace, settings = self._workspace, self._settings
        if settings.near_duplicates == OFF:
            groups = problems | "Alone" >> beam.Map(lambda ref: [ref])
        else:
            groups = (
                problems
                | "TakeStatement" >> beam.ParDo(_TakeStatement(workspace))
                | "Gather" >> beam.GroupByKey()
                | "Compare" >> beam.ParDo(_Compare(workspace, settings))
                | "Spread" >> beam.Reshuffle()
            )
        return staged(groups | "Settle" >> par_do(_Settle(workspace, settings)))
