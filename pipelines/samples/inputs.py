"""What an evaluation starts from: problems put where workers find them, and samples that belong to none of them."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from pipelines.evaluation.calibration import calibration_problem, calibrators
from pipelines.evaluation.probing import mutated_inputs
from pipelines.evaluation.settings import EvaluateSettings
from pipelines.execution.engine import Engine
from pipelines.execution.judging import why_not_judged
from pipelines.running.workspace import Workspace
from pipelines.samples.steps import CALIBRATORS, HIDDEN, INPUTS, PROBLEM, REJECTED
from schemas.parquet import Dataset, DatasetError, tests_of
from schemas.rejection import Rejection
from schemas.samples import SamplePart


class SamplesDoNotFit(DatasetError):
    """Samples of which none is of a problem of the dataset."""


def measured_times(dataset: Dataset) -> tuple[dict[str, float], dict[str, dict[int, float]]]:
    """The slowest run of each solution by its digest, and on each generated test by problem and place, when the dataset was
    built; in CPU seconds."""
    solutions = {row["digest"]: row["slowest_cpu_s"] for row in dataset.table("solution_times", "measured")}
    tests: dict[str, dict[int, float]] = defaultdict(dict)
    for row in dataset.table("test_times", "measured"):
        tests[row["problem"]][row["place"]] = row["slowest_cpu_s"]
    return solutions, tests


def put_problems(
    dataset: Dataset, workspace: Workspace, settings: EvaluateSettings, inputs: dict[str, tuple[str, ...]]
) -> tuple[dict[str, str], dict[str, str]]:
    """Put what workers need of each problem into the workspace; (problem -> split), (problem -> why it is not judged)."""
    solution_times, test_times = measured_times(dataset)
    runner = Engine()
    known, skipped = {}, {}
    for split, problem in dataset.problems():
        if settings.splits and split.value not in settings.splits:
            continue
        why = why_not_judged(problem, runner)
        if not why and not tests_of(problem, HIDDEN):
            why = "no tests beyond the examples, so nothing says what is right"
        if why:
            skipped[problem.name] = why
            continue
        known[problem.name] = split.value
        workspace.put(PROBLEM, problem.name, problem)
        calibrating = calibration_problem(problem, test_times[problem.name]), calibrators(problem, solution_times)
        workspace.put(CALIBRATORS, problem.name, calibrating)
        given = inputs.get(problem.name, ())[: settings.input_count]
        workspace.put(INPUTS, problem.name, given or mutated_inputs(problem, settings.input_count, settings.seed))
    return known, skipped


def rejected_samples(
    workspace: Workspace, parts: list[SamplePart], dataset: Path, samples: int, skipped: dict[str, str]
) -> list[Rejection]:
    """Samples left out, those of a problem for the same reason in one, with their count and the first of them as `item`.

    Raises SamplesDoNotFit where these are all, for they are of other problems.
    """
    found: dict[tuple[str, str], Rejection] = {}
    for part in parts:
        for one in workspace.get(REJECTED, f"{part.path}/{part.row_group}"):
            old = found.get((one.problem, one.reason))
            found[one.problem, one.reason] = one if old is None else dataclasses.replace(old, count=old.count + one.count)
    rejected = [
        dataclasses.replace(one, reason="problem_not_judged", detail=skipped[one.problem]) if one.problem in skipped else one
        for _, one in sorted(found.items())
    ]
    if sum(one.count for one in rejected if one.reason == "unknown_problem") == samples > 0:
        raise SamplesDoNotFit(
            f"none of the {samples} samples is of a problem that is evaluated (one of them: {rejected[0].problem!r}); "
            f"were they made for {dataset}, and for this --split?"
        )
    return rejected


def counts_by_reason(rejected: Iterable[Rejection]) -> dict[str, int]:
    """How many samples were left out, by reason."""
    counts: Counter[str] = Counter()
    for one in rejected:
        counts[one.reason] += one.count
    return dict(sorted(counts.items()))
