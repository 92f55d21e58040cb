"""`make bench-scale`: what running pipelines costs beyond the work itself, and how cost and memory grow with the input.

Everything runs on a corpus of small problems with a workspace and a cache of compiled programs of its own. CPU seconds are
those of this process and all that it has started and waited for; wall seconds on a machine that others use are upper bounds.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import apache_beam as beam
import pyarrow as pa

from benchmarks.figures import Figure, publish
from pipelines.build import build
from pipelines.plan import plan, read_sample
from pipelines.running.run import pipeline_options, run_pipeline
from pipelines.settings import BuildSettings
from schemas.code_contests import SCHEMA, to_row
from schemas.parquet import write_problems
from schemas.problem import Problem, Test

FOLDER = Path("build/bench/scale")
SIZES = (1, 5, 25)
PROGRAMS = (
    "n = int(input())\nprint(sum(map(int, input().split())))",
    "input()\nprint(sum(int(word) for word in input().split()))",
    "n = int(input())\ns = 0\nfor x in input().split():\n    s += int(x)\nprint(s)",
)
_MEGABYTE = 1e6
_SPIN = 150_000
"""Iterations of a task: about 10 ms."""


def cpu_s() -> float:
    """CPU seconds of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def rows(count: int) -> Iterator[dict[str, Any]]:
    """So many problems, no two alike for a step that looks for duplicates."""
    for place in range(count):
        word = f"{place:04d}"
        yield {
            "name": f"sum {word}",
            "statement": f"Workshop {word} counts what it has in {place + 2} rooms. Print the sum of n integers, shelf {word}.",
            "samples": [{"input": f"3\n{place} 2 -3\n", "output": f"{place - 1}\n"}],
            "secret": [{"input": f"4\n10 20 {place} 3\n", "output": f"{place + 33}\n"}],
            "accepted": [{"source": f"{source}\n# {word}", "lang": "py"} for source in PROGRAMS],
            "wrong": [{"source": f"n = int(input())\nprint(max(0, sum(map(int, input().split()))))\n# {word}", "lang": "py"}],
        }


def build_of(count: int, workers: int) -> tuple[Path, float, float, float]:
    """A fresh build of so many problems, by a command of its own: folder, wall and CPU seconds, largest process in bytes."""
    folder = FOLDER / f"{count}-{workers}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows(count)), encoding="utf-8")
    words = [sys.executable, "-m", "benchmarks.scale", "--one", str(folder), "--workers", str(workers)]
    started, before = time.monotonic(), cpu_s()
    environment = {**os.environ, "XDG_CACHE_HOME": str((folder / "cache").absolute())}
    said = subprocess.run(words, env=environment, capture_output=True, text=True)
    if said.returncode:
        raise SystemExit(f"{' '.join(words)} failed: {said.stderr}")
    return folder / "out", time.monotonic() - started, cpu_s() - before, float(said.stdout.split()[-1])


def one(folder: Path, workers: int) -> None:
    """What the command above does; prints the peak memory of the largest process in bytes."""
    settings = BuildSettings(source="jsonl", input=str(folder / "in.jsonl"), max_tests=4, allow_fewer=True)
    build(settings, folder / "out", pipeline_options([], workers))
    cost = json.loads((folder / "out/measured/manifest.json").read_text())["cost"]
    print(max(cost["driver_bytes"], cost["worker_bytes"]))


def started_in(workers: int) -> float:
    """Wall seconds until a pipeline that does next to nothing has ended, Beam being imported."""
    started = time.monotonic()
    run_pipeline(lambda pipeline: pipeline | beam.Create([1]) | beam.Map(str) and None, pipeline_options([], workers))
    return time.monotonic() - started


def spin(task: int) -> int:
    """A task that takes the time of a short run."""
    for _ in range(_SPIN):
        task = (task * 1103515245 + 12345) % 2147483648
    return task


def overhead(tasks: int) -> float:
    """CPU of a pipeline over a bare loop with the same tasks."""
    before = cpu_s()
    for task in range(tasks):
        spin(task)
    loop = cpu_s() - before
    before = cpu_s()
    run_pipeline(
        lambda pipeline: pipeline | beam.Create(range(tasks)) | beam.Reshuffle() | beam.Map(spin) and None,
        pipeline_options([], 1),
    )
    return (cpu_s() - before) / loop


def sized_problems(count: int, each_bytes: int) -> Iterator[Problem]:
    """Problems with that much of tests, which compress as numbers do."""
    line = " ".join(str(number * 7919 % 1_000_003) for number in range(each_bytes // 7))
    for place in range(count):
        yield Problem(name=f"{place:05d}", description="text", public_tests=(Test(f"{place} {line}", "1"),))


def bare(problems: Iterable[Problem]) -> int:
    """The plainest writer: the same rows, a batch at a time, default settings with zstd."""
    import pyarrow.parquet as pq

    target = io.BytesIO()
    with pq.ParquetWriter(target, SCHEMA, compression="zstd", write_statistics=False) as writer:
        for batch in _batches(problems, 64):
            writer.write_table(pa.Table.from_pylist([to_row(problem) for problem in batch], schema=SCHEMA))
    return target.tell()


def _batches(problems: Iterable[Problem], count: int) -> Iterator[list[Problem]]:
    iterator = iter(problems)
    while batch := list(itertools.islice(iterator, count)):
        yield batch


def writing() -> tuple[float, float]:
    """CPU of our writer over the bare one for 400 MB of tests, and the memory that it takes beyond what was there, in MB."""
    count, each = 400, 1 << 20
    before = cpu_s()
    bare(sized_problems(count, each))
    plain = cpu_s() - before
    Path("/proc/self/clear_refs").write_text("5")
    resident, before = _resident("VmRSS"), cpu_s()
    with (FOLDER / "written.parquet").open("wb") as file:
        write_problems(file, sized_problems(count, each))
    return (cpu_s() - before) / plain, (_resident("VmHWM") - resident) / _MEGABYTE


def _resident(what: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{what}:"))


def growth(base: int) -> tuple[list[Figure], float]:
    """Builds of growing size by one worker: cost per problem, memory, and what a plan from the middle one says of the largest;
    and the wall seconds of the largest."""
    cost, memory, folders, walls = [], [], [], []
    for factor in SIZES:
        folder, wall, cpu, peak = build_of(base * factor, 1)
        walls.append(wall)
        folders.append(folder)
        cost.append(cpu)
        memory.append(peak)
    each = [(later - cost[0]) / (base * (factor - 1)) for later, factor in zip(cost[1:], SIZES[1:], strict=True)]
    expected = plan(read_sample(folders[1]), base * SIZES[2], 1)
    measured = read_sample(folders[2])
    how = f"{base} problems x {', x '.join(map(str, SIZES))}, one worker, CPU seconds with all programs' runs"
    figures = [
        Figure("CPU per further problem, x 25 over x 5", each[1] / each[0], how, 1.10),
        Figure("memory of a process, x 25 over x 1", memory[2] / memory[0], "largest resident, by the kernel's mark", 1.25),
        Figure(
            "plan from x 5 of x 25, CPU: off by", abs(expected.cpu_s / measured.cpu_s - 1), "share of what it then took", 0.25
        ),
        Figure("the same, wall", abs(expected.wall_s / measured.wall_s - 1), "on a machine that others use", 0.25),
    ]
    return figures, walls[2]


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", type=Path, help="build one corpus and print its memory (what this bench calls)")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--problems", type=int, default=4, help="of the smallest build (4)")
    arguments = parser.parse_args()
    if arguments.one:
        one(arguments.one, arguments.workers)
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    started_in(1)
    memory_s, processes_s = min(started_in(1) for _ in range(3)), min(started_in(2) for _ in range(2))
    over = min(overhead(400) for _ in range(2))
    cpu, extra = writing()
    figures, single_s = growth(arguments.problems)
    double_s = build_of(arguments.problems * SIZES[2], 2)[1]
    publish(
        "scale",
        [
            Figure("start-up in memory, s", memory_s, "wall of a pipeline of one element, least of three", 0.5),
            Figure("start-up of two processes, s", processes_s, "the same with --workers 2, least of two", 3.0),
            Figure("Beam over a bare loop", over, "CPU, 400 tasks of about 10 ms, one worker, least of two", 1.10),
            Figure("sharded writer over a bare one", cpu, "CPU, 400 MB of tests", 2.2),
            Figure("its memory beyond what was there, MB", extra, "largest resident less that before", 400.0),
            Figure("2 workers over 1", single_s / double_s, "wall of the x 25 builds, start included", 1.8, "at_least"),
            *figures,
        ],
    )


if __name__ == "__main__":
    main()
