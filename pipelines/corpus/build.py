"""The command `corpus`: checkouts, archives, folders and tables in, a pretraining corpus in parquet out.

tasks -> stage (read and clean, rows to disk) -> decide by ranges of digests -> settle each task -> plan -> write. The texts lie
in a workspace (`OUTPUT/.corpus`); only numbers, counts and rejections go through Beam's shuffles. Tasks that a killed run
finished are not done again.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import apache_beam as beam
import numpy as np
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.pvalue import AsIter, PCollection

from pipelines.corpus import duplicates, output, shards, staging
from pipelines.corpus.duplicates import NearDuplicates
from pipelines.corpus.exclusion import Exclusion, write_exclusion
from pipelines.corpus.inputs import Part, parts_of
from pipelines.corpus.problems import problems_of
from pipelines.corpus.records import Losses
from pipelines.corpus.settings import CorpusSettings
from pipelines.corpus.shards import Kept, Shard
from pipelines.corpus.staging import Staged
from pipelines.corpus.tasks import tasks_of
from pipelines.describing.manifest import counts_of, keyed
from pipelines.running.progress import Monitor, report
from pipelines.running.run import run_pipeline
from pipelines.running.workspace import Workspace
from pipelines.stages.export import Written, write_file
from pipelines.stages_io import emit, flatten_all, par_do, staged
from schemas.digest import digest
from schemas.rejection import Rejection

_STAGING, _WRITING = "clean: tasks", "write: files"
_EXACT, _NEAR = "duplicate_file", "near_duplicate"
Task = tuple[int, tuple[Part, ...]]
"""A task's number and its parts of the input."""


class _Stage(beam.DoFn):
    """Task -> its number and how many of its rows are wanted."""

    def __init__(self, workspace: Workspace, settings: CorpusSettings) -> None:
        self._workspace = workspace
        self._settings = settings
        self._exclusion: Exclusion | None = None

    def setup(self) -> None:
        if self._settings.exclude:
            self._exclusion = Exclusion(_exclusion_folder(self._workspace))

    def process(self, task: Task) -> Iterator[Any]:
        number, parts = task
        key = f"{number} {digest(repr(parts))}"  # a folder that changed since the last run has other parts
        done: Staged | None = self._workspace.find("staged", key)
        if done is None:
            done = staging.stage(parts, number, self._settings, self._exclusion, _rows_folder(self._workspace))
            self._workspace.put("staged", key, done)
        report(self._workspace.folder, _STAGING, done=1)
        yield 0, (done.number, done.wanted)
        yield from emit(done.rejections, done.tallies)


class _Decide(beam.DoFn):
    """(range of digests, numbers of the tasks) -> the file of the duplicates in it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, task: tuple[tuple[int, int], list[int]]) -> Iterator[str]:
        (first, last), numbers = task
        found = duplicates.same_texts(_rows_folder(self._workspace), numbers, first, last)
        yield _saved(self._workspace, f"{_EXACT}-{first:016x}", found)


class _Near(beam.DoFn):
    """(None, files of the duplicates) -> the same files, and that of the near duplicates among the rest."""

    def __init__(self, workspace: Workspace, find: NearDuplicates, numbers: list[int]) -> None:
        self._workspace = workspace
        self._find = find
        self._numbers = numbers

    def process(self, group: tuple[None, Iterable[str]]) -> Iterator[str]:
        files = sorted(group[1])
        exact = _loaded(self._workspace, files, _EXACT)
        near = duplicates.nearly_same_texts(_rows_folder(self._workspace), self._numbers, exact, self._find)
        yield from [*files, _saved(self._workspace, _NEAR, near)]


class _Settle(beam.DoFn):
    """(number of a task, files of the duplicates) -> Kept: the list of its rows that go into the corpus lies on disk."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, number: int, files: Iterable[str]) -> Iterator[Any]:
        folder, losses = _rows_folder(self._workspace), Losses()
        found = {reason: _loaded(self._workspace, files, reason) for reason in (_EXACT, _NEAR)}
        keys = duplicates.kept_keys(folder, number, np.concatenate(list(found.values())))
        for reason, places in found.items():
            duplicates.tell_duplicates(folder, number, places, reason, losses)
        yield shards.save_kept(folder, number, keys)
        yield from emit(losses.rejections(), shards.tallies_of(folder, number, keys))


class _WriteShard(beam.DoFn):
    def __init__(self, workspace: Workspace, root: Path) -> None:
        self._workspace = workspace
        self._root = root

    def process(self, shard: Shard) -> Iterator[Written]:
        folder = _rows_folder(self._workspace)
        yield write_file(self._root, shard.path, lambda file: shards.write_shard(folder, shard, file))
        report(self._workspace.folder, _WRITING, done=1)


class _Finish(beam.DoFn):
    """Writes the rejections and the manifests once every file stands."""

    def __init__(self, root: Path, settings: CorpusSettings) -> None:
        self._root = root
        self._settings = settings

    def process(
        self, _: object, files: Iterable[Written], rejections: Iterable[Rejection], tallies: Iterable[Any]
    ) -> Iterator[str]:
        ordered = sorted(rejections)
        table = write_file(self._root, output.REJECTIONS_PATH, lambda file: output.write_rejections(file, ordered))
        written = [one._asdict() for one in sorted({*files, table})]
        output.write_manifests(self._root, self._settings, written, counts_of(tallies), ordered)
        yield str(self._root)


def _rows_folder(workspace: Workspace) -> Path:
    return workspace.folder / "rows"


def _exclusion_folder(workspace: Workspace) -> Path:
    return workspace.folder / "exclusion"


def _saved(workspace: Workspace, name: str, places: Any) -> str:
    np.save(workspace.folder / f"{name}.npy", places)
    return f"{name}.npy"


def _loaded(workspace: Workspace, files: Iterable[str], reason: str) -> Any:
    """The duplicates of one reason from all files."""
    mine = sorted(file for file in files if file.startswith(reason))
    return np.concatenate([np.empty(0, duplicates.PLACES), *(np.load(workspace.folder / file) for file in mine)])


def construct(
    pipeline: beam.Pipeline,
    tasks: list[Task],
    settings: CorpusSettings,
    workspace: Workspace,
    root: Path,
    near: NearDuplicates | None,
) -> None:
    """Wire the steps."""
    numbers = [number for number, _ in tasks]
    stage = staged(
        pipeline
        | "Tasks" >> beam.Create(tasks, reshuffle=False)
        | "Spread" >> beam.Reshuffle()
        | "Stage" >> par_do(_Stage(workspace, settings))
    )
    files = stage.main | "Decide" >> _Duplicates(workspace, numbers, near)
    settle = staged(
        pipeline
        | "Numbers" >> beam.Create(numbers, reshuffle=False)
        | "SpreadNumbers" >> beam.Reshuffle()
        | "Settle" >> beam.ParDo(_Settle(workspace), AsIter(files)).with_outputs("rejections", "tallies", main="main")
    )
    written = settle.main | "Write" >> _Write(workspace, root)
    rejections = flatten_all([stage.rejections, settle.rejections], "Rejections")
    tallies = (
        flatten_all([stage.tallies, settle.tallies], "Tallies")
        | "KeyTallies" >> beam.Map(keyed)
        | "SumTallies" >> beam.CombinePerKey(sum)
    )
    _ = (
        pipeline
        | "Once" >> beam.Create([None], reshuffle=False)
        | "Finish" >> beam.ParDo(_Finish(root, settings), AsIter(written), AsIter(rejections), AsIter(tallies))
    )


class _Duplicates(beam.PTransform):
    """(0, (number of a task, its wanted rows)) -> the names of the files that list the duplicates."""

    def __init__(self, workspace: Workspace, numbers: list[int], near: NearDuplicates | None) -> None:
        super().__init__()
        self._workspace = workspace
        self._numbers = numbers
        self._near = near

    def expand(self, counts: PCollection) -> PCollection:
        numbers = self._numbers

        def ranges(group: tuple[int, Iterable[tuple[int, int]]]) -> list[tuple[tuple[int, int], list[int]]]:
            return [(one, numbers) for one in duplicates.ranges_of(sum(wanted for _, wanted in group[1]))]

        files = (
            counts
            | "Gather" >> beam.GroupByKey()
            | "Ranges" >> beam.FlatMap(ranges)
            | "SpreadRanges" >> beam.Reshuffle()
            | "SameTexts" >> beam.ParDo(_Decide(self._workspace))
        )
        if self._near is None:
            return files
        near = beam.ParDo(_Near(self._workspace, self._near, numbers))
        return files | "OneKey" >> beam.WithKeys(None) | "AllExact" >> beam.GroupByKey() | "NearlySameTexts" >> near


class _Write(beam.PTransform):
    """Kept -> Written, one per file."""

    def __init__(self, workspace: Workspace, root: Path) -> None:
        super().__init__()
        self._workspace = workspace
        self._root = root

    def expand(self, kept: PCollection) -> PCollection:
        workspace = self._workspace

        def planned(group: tuple[None, Iterable[Kept]]) -> list[Shard]:
            found = shards.plan_shards(_rows_folder(workspace), group[1])
            report(workspace.folder, _WRITING, planned=len(found))
            return found

        return (
            kept
            | "OneKey" >> beam.WithKeys(None)
            | "Gather" >> beam.GroupByKey()
            | "PlanShards" >> beam.FlatMap(planned)
            | "SpreadShards" >> beam.Reshuffle()
            | "WriteShards" >> beam.ParDo(_WriteShard(workspace, self._root))
        )


def _name_of(near: NearDuplicates) -> str:
    """What is said of a finder in the settings: its name, which tells all that it depends on, or where it is defined."""
    name = getattr(near, "name", "")
    return (
        name
        if name and isinstance(name, str)
        else f"{near.__module__}.{getattr(near, '__qualname__', type(near).__qualname__)}"
    )


def corpus(settings: CorpusSettings, root: Path, options: PipelineOptions, *, near: NearDuplicates | None = None) -> bool:
    """Make the corpus in the folder `root`; False where it stood there already.

    `near` finds texts that are nearly the same, of which only the earliest is kept, too. Raises CorpusError, DatasetError or
    Interrupted, each with a message for a person. A corpus is finished when its `manifest.json` is there.
    """
    root = root.absolute()
    if near is not None:
        settings = dataclasses.replace(settings, near=_name_of(near))
    fingerprint = settings.fingerprint()
    tasks = list(enumerate(tasks_of(parts_of(settings.inputs))))
    workspace = Workspace(root / output.WORKSPACE)
    excluded = [problems_of(Path(folder), settings.exclude_splits) for folder in sorted(set(settings.exclude))]
    firsts = [next(problems) for problems in excluded]  # what is wrong with them is found out before a folder is made
    fresh = output.prepare_output(root, fingerprint)
    if fresh:
        if excluded:
            write_exclusion(_exclusion_folder(workspace), chain(firsts, *excluded))
        with Monitor(workspace.folder):
            report(workspace.folder, _STAGING, planned=len(tasks))
            run_pipeline(lambda pipeline: construct(pipeline, tasks, settings, workspace, root, near), options)
    shutil.rmtree(workspace.folder, ignore_errors=True)
    return fresh
