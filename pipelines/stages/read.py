"""Reads the parts of a source, each on whatever worker gets it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.cloud.inputs import local_part
from pipelines.running.progress import report
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.sources import SOURCES
from pipelines.sources.reading import Part
from pipelines.stages_io import Staged, emit, guarded, par_do, staged
from schemas.problem import Problem
from schemas.rejection import GIVEN_UP, Rejection, Subject
from schemas.tally import Tally
from schemas.text import excerpt

STAGE = "read"
PROGRESS = "read: parts"


def withhold(problem: Problem) -> Problem:
    """The problem with its private tests set aside: kept to measure with, out of the build's sight."""
    return dataclasses.replace(problem, private_tests=(), official_tests=problem.official_tests + problem.private_tests)


class _Read(beam.DoFn):
    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        self._workspace = workspace
        self._settings = settings

    def process(self, part: Part) -> Iterator[Any]:
        for item in SOURCES[self._settings.source].read(local_part(self._settings.source, part, self._settings.input)):
            if isinstance(item, Rejection):
                yield from emit([item])
            else:
                yield item if self._settings.given_tests == "all" else withhold(item)
                yield from emit(tallies=[Tally(STAGE, "problems", 1)])
        report(self._workspace.folder, PROGRESS, done=1)

    def task(self, part: Part) -> str:
        return part.path if part.place < 0 else f"{part.path}, part {part.place}"

    def given_up(self, part: Part, why: str) -> Iterator[Any]:
        item = "" if part.place < 0 else f"part {part.place}"
        yield from emit([Rejection(excerpt(Path(part.path).name), STAGE, GIVEN_UP, Subject.FILE.value, item, why)])


class Read(beam.PTransform):
    """Part -> Problem."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        super().__init__()
        self._workspace = workspace
        self._settings = settings

    def expand(self, parts: PCollection) -> Staged:
        spread = parts | beam.Reshuffle()
        return staged(spread | par_do(guarded(_Read(self._workspace, self._settings), STAGE, self._workspace)))
