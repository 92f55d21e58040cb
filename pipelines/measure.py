"""Measures a dataset: its tests against solutions that never built it.

Sets of tests side by side: the examples alone, all given tests, everything the dataset has, and (where the build set them
aside) the official tests. First the solutions that are known to be right run under a generous limit; the time limit is the
stated one, or twice the slowest of them where none is stated. Then the wrong ones run under that limit.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from pipelines.execution import engine
from pipelines.execution.checking import Referee, Referees
from pipelines.execution.engine import Engine
from pipelines.execution.judging import DEFAULT_CPU_S, files_of, given_test_limits, judge_tests, why_not_judged
from pipelines.progress import Monitor, report
from pipelines.run import run_pipeline
from pipelines.stages.export import write_file
from pipelines.workspace import Workspace
from schemas.digest import digest
from schemas.evaluation import Evaluation, Outcome, Rate, complement, evaluate
from schemas.execution import Program, RunLimits, Verdict
from schemas.parquet import Dataset, DatasetError, tests_of
from schemas.problem import Label, Problem, Solution

TEST_SETS: dict[str, tuple[str, ...]] = {
    "samples": ("public",),
    "given": ("public", "private"),
    "dataset": ("public", "private", "generated"),
    "official": ("public", "official"),
}
KINDS = ("public", "private", "generated", "official")
CALIBRATORS = 3
LIMIT_FLOOR_S = 1.0
LIMIT_FACTOR = 2.0
CALIBRATING, JUDGING = "measure: correct programs", "measure: wrong programs"


class Task(NamedTuple):
    """One program of one problem. `counts`: it was held out, so its outcome is a result and no mere calibration."""

    problem: str
    solution: Solution
    counts: bool


class Trial(NamedTuple):
    """What a program did on each kind of test: the first verdict that spoke against it, AC where none did, "" without tests;
    and its slowest run among them, in CPU seconds."""

    task: Task
    verdicts: Mapping[str, str]
    slowest_cpu_s: Mapping[str, float]


class NothingToMeasure(DatasetError):
    """A dataset without held-out solutions."""


def try_out(
    runner: Engine,
    problem: Problem,
    solution: Solution,
    limits: RunLimits,
    referee: Referee | None = None,
    *,
    timed: bool = False,
) -> tuple[dict[str, str], dict[str, float]]:
    """A program's first failure on each kind of test, and its slowest run of each in CPU seconds.

    `timed`: `limits` are the limits that decide, so what is close to them is measured again.
    """
    program = Program(solution.language, solution.source)
    verdicts, slowest = {}, {}
    for kind in KINDS:
        tests = tests_of(problem, [kind])
        verdicts[kind], slowest[kind] = "", 0.0
        if not tests:
            continue
        execution = judge_tests(
            runner,
            program,
            tests,
            problem.checker,
            limits,
            stop_at_failure=True,
            timed=timed,
            referee=referee,
            files=files_of(problem),
        )
        last = execution.judgements[-1].verdict if execution.judgements else execution.compile_verdict
        verdicts[kind] = last.value
        slowest[kind] = max((one.cpu_s for one in execution.judgements), default=0.0)
    return verdicts, slowest


def generous_limits(problem: Problem) -> RunLimits:
    """Limits for programs that are known to be right."""
    limits = given_test_limits(problem.limits)
    return dataclasses.replace(limits, cpu_s=max(limits.cpu_s, DEFAULT_CPU_S))


def measuring_limit_s(problem: Problem, trials: Sequence[Trial]) -> float:
    """The time limit under which solutions are judged, in CPU seconds.

    Where one is stated: that, or twice the slowest right solution of the build half where this machine is slower than the
    judge's was. Where none is: twice the slowest of all right solutions, at least a second. Only kinds of tests that a solution
    passes count: on a test that is none (generated ones may break the constraints) it may run for ever.
    """
    stated = problem.limits.time_limit_s
    calibrating = [
        trial.slowest_cpu_s[kind]
        for trial in trials
        for kind, verdict in trial.verdicts.items()
        if verdict == Verdict.AC.value and (stated is None or not trial.task.counts)
    ]
    return max([stated or LIMIT_FLOOR_S, *(LIMIT_FACTOR * seconds for seconds in calibrating)])


def outcome(trial: Trial, kinds: Sequence[str], limit_s: float) -> Outcome:
    """Whether the program passes every test of these kinds under the limit."""
    verdicts = [Verdict(trial.verdicts[kind]) for kind in kinds if trial.verdicts[kind]]
    judged = all(verdict.is_evidence for verdict in verdicts)
    passed = all(verdict is Verdict.AC for verdict in verdicts) and all(trial.slowest_cpu_s[kind] <= limit_s for kind in kinds)
    task = trial.task
    return Outcome(task.problem, task.solution.label, passed if judged else None, task.solution.file or task.solution.digest)


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
            trial = Trial(task, *try_out(self._engine, problem, task.solution, limits, referee, timed=limit_s > 0))
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
    manifest = json.loads((dataset.folder / "manifest.json").read_text(encoding="utf-8"))
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


def figures_of(trials: Sequence[Trial], limits: Mapping[str, float]) -> dict[str, Any]:
    """The figures of every set of tests that some problem has more of than the examples."""
    sets = {}
    for name, kinds in TEST_SETS.items():
        if name == "official" and not any(trial.verdicts["official"] for trial in trials):
            continue
        outcomes = [outcome(trial, kinds, limits[trial.task.problem]) for trial in trials]
        sets[name] = _as_json(evaluate(outcomes), outcomes)
    return {"problems": len(limits), "solutions": len(trials), "limits_s": dict(limits), "sets": sets}


def _as_json(evaluation: Evaluation, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    def rates(pair: tuple[Rate | None, Rate | None]) -> dict[str, Any]:
        return {
            name: None if value is None else dataclasses.asdict(value)
            for name, value in zip(("micro", "macro"), pair, strict=True)
        }

    wrong = evaluation.tnr["all wrong"]
    return {
        "tpr": rates(evaluation.tpr),
        "fnr": rates((complement(evaluation.tpr[0]), complement(evaluation.tpr[1]))),
        "tnr": {kind: rates(pair) for kind, pair in evaluation.tnr.items() if pair[0] is not None},
        "fpr": rates((complement(wrong[0]), complement(wrong[1]))),
        "consistency": rates(evaluation.consistency),
        "judge_errors": evaluation.judge_errors,
        "slipped_through": sorted(
            f"{one.problem}: {one.solution} ({one.label.value})"
            for one in outcomes
            if one.passed and one.label is not Label.CORRECT
        ),
        "wrongly_rejected": sorted(
            f"{one.problem}: {one.solution}" for one in outcomes if one.passed is False and one.label is Label.CORRECT
        ),
    }


def report_text(figures: Mapping[str, Any]) -> str:
    """The figures as a table for a terminal."""
    lines = [f"{figures['solutions']} held-out solutions of {figures['problems']} problems"]
    if figures["skipped"]:
        lines += [f"not judged: {name}: {why}" for name, why in figures["skipped"].items()]
    lines.append(f"{'tests':<10}{'rate':<27}{'micro [95 %]':>24}{'macro [95 %]':>24}{'of':>8}")
    for name, one in figures["sets"].items():
        rows = {"TPR": one["tpr"], **{f"TNR {kind}": pair for kind, pair in one["tnr"].items()}}
        rows.update({"FPR": one["fpr"], "FNR": one["fnr"], "consistency": one["consistency"]})
        for label, pair in rows.items():
            if pair["micro"] is not None:
                of = pair["micro"]["of"]
                lines.append(f"{name:<10}{label:<27}{_percent(pair['micro']):>24}{_percent(pair['macro']):>24}{of:>8}")
        if one["judge_errors"]:
            lines.append(f"{name:<10}{one['judge_errors']} solutions could not be judged")
    return "\n".join(lines)


def _percent(share: Mapping[str, float]) -> str:
    return f"{100 * share['value']:.1f} [{100 * share['low']:.1f}, {100 * share['high']:.1f}]"
