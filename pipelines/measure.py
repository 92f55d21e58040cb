"""Measures a dataset: its tests against solutions that never built it.

Sets of tests side by side: the examples alone, all given tests, everything the dataset has, and (where the build set them
aside) the official tests. First the solutions that are known to be right run under a generous limit; the time limit is the
stated one, or twice the slowest of them where none is stated. Then the wrong ones run under that limit.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from pipelines.evaluation.figures import figures_of
from pipelines.evaluation.trials import Task, Trial, generous_limits, measuring_limit_s, try_out
from pipelines.execution import engine
from pipelines.execution.checking import Referees
from pipelines.execution.engine import Engine
from pipelines.execution.judging import why_not_judged
from pipelines.running.progress import Monitor, report
from pipelines.running.run import run_pipeline
from pipelines.running.workspace import Workspace
from pipelines.stages.export import write_file
from schemas.digest import digest
from schemas.parquet import Dataset, DatasetError
from schemas.problem import Label, Problem

CALIBRATORS = 3
CALIBRATING, JUDGING = "measure: correct programs", "measure: wrong programs"


class NothingToMeasure(DatasetError):
    """A dataset without held-out solutions."""


class _Try(beam.DoFn):
    def __init__(self, workspace: Workspace, stage: str) -> None:
        self._workspace = workspace
        self._stage = stage

    def setup(self) -> None:
        self._engine = Engine()
        self._referees = Referees(self._engine)

    def teardown(self) -> None:
        self._referees.close()

    def process(self, work: tuple[Task, float]) -> Iterator[tuple[str, Trial]]:
        task, limit_s = work
        key = f"{task.problem}/{task.solution.digest}"
        trial = self._workspace.find("trial", key)
        if trial is None:
            problem: Problem = self._workspace.get("problem", task.problem)
            limits = generous_limits(problem)
            if limit_s:
                limits = dataclasses.replace(limits, cpu_s=limit_s)
            referee = self._referees.of(problem.checker)
            trial = Trial(task, try_out(self._engine, problem, task.solution, limits, referee, timed=limit_s > 0))
            self._workspace.put("trial", key, trial)
        report(self._workspace.folder, self._stage, done=1)
        yield task.problem, trial


class _SetLimit(beam.DoFn):
    """Decides a problem's limit; yields the wrong programs that are to run under it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, group: tuple[str, Iterable[Trial]]) -> Iterator[tuple[Task, float]]:
        name, trials = group
        limit_s = measuring_limit_s(self._workspace.get("problem", name), list(trials))
        self._workspace.put("limit", name, limit_s)
        wrong: list[Task] = self._workspace.get("wrong", name)
        report(self._workspace.folder, JUDGING, planned=len(wrong))
        for task in wrong:
            yield task, limit_s


def _tasks(dataset: Dataset, workspace: Workspace) -> tuple[list[Task], dict[str, str]]:
    """Put problems and their wrong programs into the workspace; the right programs, and problems that cannot be judged with
    the reasons why."""
    held_out = dataset.held_out()
    if not held_out:
        raise NothingToMeasure(f"{dataset.folder}: no held-out solutions in it; build with --holdout 0.5 to measure")
    times = {row["digest"]: row["slowest_cpu_s"] for row in dataset.table("solution_times", "measured")}
    voters = {row["digest"] for row in dataset.table("solutions") if row["voter"]}
    right: list[Task] = []
    skipped = {}
    runner = Engine()
    for _, problem in dataset.problems():
        solutions = held_out.get(problem.name, [])
        if not solutions:
            continue
        why = why_not_judged(problem, runner)
        if why:
            skipped[problem.name] = why
            continue
        workspace.put("problem", problem.name, problem)
        tasks = [Task(problem.name, solution, True) for solution in solutions]
        wrong = [task for task in tasks if task.solution.label is not Label.CORRECT]
        workspace.put("wrong", problem.name, wrong)
        built = [solution for solution in problem.solutions if solution.digest in voters] or list(problem.solutions)
        built.sort(key=lambda solution: -times.get(solution.digest, 0.0))
        right += [Task(problem.name, solution, False) for solution in built[:CALIBRATORS]]
        right += [task for task in tasks if task.solution.label is Label.CORRECT]
    return right, skipped


def measure(folder: Path, output: Path, options: PipelineOptions) -> dict[str, Any]:
    """Measure the dataset in `folder`; the figures, also written to `output` as JSON.

    Raises DatasetError where there is no dataset or nothing to measure it with, and whatever `run_pipeline` raises.
    """
    dataset = Dataset(folder.absolute())
    manifest = dataset.manifest()
    engine.probe()
    workspace = Workspace(dataset.folder / f".measure-{digest(json.dumps(manifest, sort_keys=True))[:12]}")
    workspace.folder.mkdir(exist_ok=True)
    right, skipped = _tasks(dataset, workspace)

    def construct(pipeline: beam.Pipeline) -> None:
        calibrated = (
            pipeline
            | beam.Create([(task, 0.0) for task in right], reshuffle=False)
            | "SpreadRight" >> beam.Reshuffle()
            | "TryRight" >> beam.ParDo(_Try(workspace, CALIBRATING))
        )
        wrong = calibrated | beam.GroupByKey() | beam.ParDo(_SetLimit(workspace))
        _ = wrong | "SpreadWrong" >> beam.Reshuffle() | "TryWrong" >> beam.ParDo(_Try(workspace, JUDGING))

    with Monitor(workspace.folder):
        report(workspace.folder, CALIBRATING, planned=len(right))
        run_pipeline(construct, options)
    names = sorted({task.problem for task in right})
    tasks = [task for task in right if task.counts]
    tasks += [task for name in names for task in workspace.get("wrong", name)]
    limits = {name: workspace.get("limit", name) for name in names}
    trials = [workspace.get("trial", f"{task.problem}/{task.solution.digest}") for task in tasks]
    figures = {"dataset": str(manifest["dataset_digest"]), "skipped": skipped, **figures_of(trials, limits)}
    text = (json.dumps(figures, indent=2, ensure_ascii=False) + "\n").encode()
    write_file(output.absolute().parent, output.name, lambda file: int(bool(file.write(text))))
    shutil.rmtree(workspace.folder, ignore_errors=True)
    return figures
