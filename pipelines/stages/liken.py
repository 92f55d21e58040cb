"""Near-duplicates, our extension of the reference's cleaning: problems by their statements, programs by their tokens."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.near_copies import KIN, Likeness, kin_of, likeness_of, settle, thin
from pipelines.running.workspace import Workspace
from pipelines.settings import OFF, BuildSettings
from pipelines.stages_io import Ref, Staged, emit, par_do, staged
from schemas.dossier import Kin
from schemas.problem import Problem
from schemas.tally import Tally

STAGE = "liken"
_SHINGLES = "shingles"


class _Sketch(beam.DoFn):
    """Ref -> the same with its problem's likeness; the statement's shingles go into the workspace."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        self._workspace = workspace
        self._settings = settings

    def process(self, ref: Ref) -> Iterator[tuple[None, tuple[Ref, Likeness]]]:
        problem: Problem = self._workspace.get(ref.kind, ref.key)
        one, shingles = likeness_of(ref.name, problem.description, problem.published, self._settings.near_threshold)
        self._workspace.put(_SHINGLES, ref.name, shingles)
        yield None, (ref, one)


class _Compare(beam.DoFn):
    """(None, all Refs) -> those of each cluster, and of each problem that is alone. Reads shingles where some may be near."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        self._workspace = workspace
        self._settings = settings

    def process(self, group: tuple[None, Iterable[tuple[Ref, Likeness]]]) -> Iterator[list[Ref]]:
        together = sorted(group[1], key=lambda one: one[0])
        problems = (one for _, one in together)
        found = kin_of(problems, self._settings.near_threshold, functools.partial(self._workspace.get, _SHINGLES))
        clusters: dict[str, list[Ref]] = {}
        for ref, _ in together:
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

    Statements are read and sketched by all workers. References and sketches go through shuffles to one worker, which holds
    about a kilobyte a problem and takes some microseconds for each.
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
                | "Sketch" >> beam.ParDo(_Sketch(workspace, settings))
                | "Gather" >> beam.GroupByKey()
                | "Compare" >> beam.ParDo(_Compare(workspace, settings))
                | "Spread" >> beam.Reshuffle()
            )
        return staged(groups | "Settle" >> par_do(_Settle(workspace, settings)))
