"""What a full build will take, from what a small one took: CPU hours, time, storage and money.

A build's cost is taken as a start of its own and as much for each problem as the sample's problems cost. How far problems
differ says how far the sum may be off: the interval is that of the mean over the sample's problems (normal, 95 %), so it covers
chance in the choice of the sample and nothing else.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.parquet import Dataset, DatasetError

REFERENCE_PROBLEMS = 13_610
"""Train, valid and test of the reference together."""
DRIVER_START_S, WORKER_START_S = 2.0, 4.0
"""CPU of the driver that is not for any problem, and of a worker process until its first task: mostly imports."""
CPU_HOUR_DOLLARS = 0.056
GIGABYTE_HOUR_DOLLARS = 0.003557
GIGABYTE_MONTH_DOLLARS = 0.02
"""Prices of Dataflow's batch workers and of standard storage in a cheap region; they differ by region and time."""
GIGABYTES_PER_CPU = 4.0
CPUS_PER_MACHINE = 8
_Z = 1.96
_CONTINUED_S = 10.0


class PlanError(DatasetError):
    """A sample that nothing can be planned from. The message quotes it and says what to do."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a small build took. `spread`: the standard deviation of a problem's cost over its mean; `workers` as it had them."""

    problems: int
    cpu_s: float
    wall_s: float
    workers: int
    dataset_bytes: int
    scratch_bytes: int
    runs: int
    spread: float


@dataclass(frozen=True, slots=True)
class Prices:
    """Dollars."""

    cpu_hour: float = CPU_HOUR_DOLLARS
    gigabyte_hour: float = GIGABYTE_HOUR_DOLLARS
    gigabyte_month: float = GIGABYTE_MONTH_DOLLARS


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be expected. `off` is half the interval's width as a share of `cpu_s`; scratch goes at the end."""

    problems: int
    workers: int
    cpu_s: float
    wall_s: float
    off: float
    dataset_bytes: int
    scratch_bytes: int
    runs: int
    dollars: float
    storage_dollars_a_month: float


def read_sample(folder: Path) -> Sample:
    """The cost of the build that left this dataset. Raises PlanError where it says nothing of it, or not all."""
    dataset = Dataset(folder)
    manifest = _json(folder / "manifest.json")
    measured = _json(folder / "measured/manifest.json")
    cost = measured.get("cost")
    if not isinstance(cost, dict):
        raise PlanError(f"{folder}: what its build took was not recorded; build a sample with this version")
    if measured["elapsed_s"] - cost["wall_s"] > _CONTINUED_S:
        raise PlanError(
            f"{folder}: its build was continued after a stop, so no run of it knows the cost; build a sample in one go"
        )
    problems = int(manifest["counts"].get("read", {}).get("problems", 0))
    if not problems:
        raise PlanError(f"{folder}: no problem was read for it; build a sample that has some")
    files = [*manifest["files"], *measured["files"]]
    runs = sum(manifest["counts"].get(stage, {}).get("runs", 0) for stage in ("verify", "generate"))
    times = [float(row["generation_cpu_s"]) for row in dataset.table("problem_times", "measured")]
    return Sample(
        problems=problems,
        cpu_s=float(cost["cpu_s"]),
        wall_s=float(cost["wall_s"]),
        workers=int(cost["workers"]),
        dataset_bytes=sum(int(one["size_bytes"]) for one in files),
        scratch_bytes=int(cost["scratch_bytes"]),
        runs=int(runs),
        spread=_spread(times),
    )


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PlanError(f"{path}: not a manifest that can be read ({getattr(error, 'strerror', None) or error})") from error
    if not isinstance(value, dict):
        raise PlanError(f"{path}: not a manifest: expected an object")
    return value


def _spread(times: list[float]) -> float:
    mean = sum(times) / len(times) if times else 0.0
    if len(times) < 2 or not mean:
        return 1.0  # nothing is known of it: as far as if waiting times were summed
    return math.sqrt(sum((one - mean) ** 2 for one in times) / (len(times) - 1)) / mean


def problems_of(folder: Path) -> int:
    """How many problems a crawl or a built dataset holds, by its manifest. Raises PlanError."""
    counts = _json(folder / "manifest.json").get("counts", {})
    for stage, what in (("assemble", "problems"), ("read", "problems")):
        found = counts.get(stage, {}).get(what)
        if found:
            return int(found)
    raise PlanError(f"{folder}/manifest.json: it counts no problems; say how many with --problems")


def plan(sample: Sample, problems: int, workers: int, prices: Prices | None = None) -> Plan:
    """What building `problems` such problems on `workers` workers takes. Raises PlanError for numbers that make no sense."""
    if problems < 1 or workers < 1:
        raise PlanError(f"{problems} problems on {workers} workers: at least one of each is needed")
    prices = prices or Prices()
    factor = problems / sample.problems
    each_s = max(sample.cpu_s - _start_s(sample.workers), 0.0) / sample.problems
    busy = max(sample.wall_s - _wait_s(sample.workers), 0.0) * sample.workers  # waiting for one another included
    hours = busy * factor / 3600
    dataset_bytes = round(sample.dataset_bytes * factor)
    return Plan(
        problems=problems,
        workers=workers,
        cpu_s=_start_s(workers) + problems * each_s,
        wall_s=_wait_s(workers) + busy * factor / workers,
        off=_Z * sample.spread / math.sqrt(sample.problems),
        dataset_bytes=dataset_bytes,
        scratch_bytes=round(sample.scratch_bytes * factor),
        runs=round(sample.runs * factor),
        dollars=hours * (prices.cpu_hour + GIGABYTES_PER_CPU * prices.gigabyte_hour),
        storage_dollars_a_month=dataset_bytes / 1e9 * prices.gigabyte_month,
    )


def _start_s(workers: int) -> float:
    """CPU that all processes need to start."""
    return DRIVER_START_S + (workers * WORKER_START_S if workers > 1 else 0.0)


def _wait_s(workers: int) -> float:
    """Time until all have started, at the same time."""
    return DRIVER_START_S + (WORKER_START_S if workers > 1 else 0.0)


def plan_text(sample: Sample, expected: Plan) -> str:
    """The plan for a person, with what it rests on."""
    machines = math.ceil(expected.workers / CPUS_PER_MACHINE)
    low, high = expected.cpu_s * max(0.0, 1 - expected.off) / 3600, expected.cpu_s * (1 + expected.off) / 3600
    took = f"{sample.cpu_s / 60:.1f} CPU minutes, {sample.wall_s / 60:.1f} minutes on {sample.workers} workers"
    scratch = f"and {expected.scratch_bytes / 1e9:.2f} GB of scratch until it stands"
    lines = [
        f"sample: {sample.problems} problems, {took}, {sample.runs} runs",
        f"expected for {expected.problems} problems on {expected.workers} workers:",
        f"  {expected.cpu_s / 3600:>10.1f} CPU hours ({low:.1f} to {high:.1f}: how far the sample's problems differ)",
        f"  {expected.wall_s / 3600:>10.2f} hours, if there are as many free processors as workers",
        f"  {expected.runs:>10} runs of programs",
        f"  {expected.dataset_bytes / 1e9:>10.2f} GB of dataset, {scratch}",
        f"  {expected.dollars:>10.2f} dollars of machines, {expected.storage_dollars_a_month:.2f} a month to keep the dataset",
        f"on Dataflow: --machine_type n2-standard-{CPUS_PER_MACHINE} --max_num_workers {machines}",
    ]
    return "\n".join(lines)
