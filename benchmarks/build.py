"""`make bench`: what the build of the demo costs beyond its programs' own runs.

The plain loop does what a person would write without a pipeline: a pool of processes over the same (program, inputs) tasks,
which are read from the build's own workspace. Both find every program compiled already.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, publish
from benchmarks.processes import PeakMemory
from pipelines import build as building
from pipelines.execution.engine import Engine
from pipelines.execution.judging import (
    GIVE_UP_AFTER_TIMEOUTS,
    can_judge,
    files_of,
    given_test_limits,
    judge_tests,
    large_limits,
)
from pipelines.generation.agreement import limits_of, probe, probes_of, solution_of, vote
from pipelines.generation.rating import rate
from pipelines.running.run import pipeline_options
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from schemas.dossier import Dossier
from schemas.execution import Program
from schemas.parquet import Dataset
from schemas.problem import Label

FOLDER = Path("build/bench")
BIG_TEST_BYTES = 64 << 20
GIGABYTE = 1e9
Task = tuple[str, ...]


def build_demo(output: Path, workers: int, max_tests: int, keep: bool = False) -> float:
    """Build the demo; wall seconds. `keep`: leave the workspace for the plain loop to read."""
    shutil.rmtree(output, ignore_errors=True)
    settings = BuildSettings(source="demo", input="", max_tests=max_tests, allow_fewer=True)
    started = time.monotonic()
    building.build(settings, output, pipeline_options([], workers), keep_workspace=keep)
    return time.monotonic() - started


def tasks_of(workspace: Workspace, names: Sequence[str]) -> Iterator[Task]:
    """The build's units of work: a program on the given tests, a block of candidates, a wrong program on what survived, a voter
    on what was chosen. (The few runs of the survey are left out.)"""
    for name in names:
        dossier: Dossier = workspace.get("divided", name)
        yield from (("verify", name, one.digest) for one in dossier.problem.all_solutions)
        verified: Dossier = workspace.get("verified dossier", name)
        probes = probes_of(verified.problem, verified.voters)
        for number, _ in enumerate(_rounds(workspace, name)):
            blocks = len(_rounds(workspace, name)[number].probed)
            yield from (("probe", name, str(number), str(place)) for place in range(blocks))
            wrong = workspace.get("wrong", f"{name}/{number}")
            yield from (("rate", name, str(number), str(place)) for place in range(len(wrong)))
            if workspace.get("chosen", f"{name}/{number}")[0]:
                yield from (("vote", name, str(number), voter) for voter in verified.voters if voter not in probes)


def _rounds(workspace: Workspace, name: str) -> Any:
    return workspace.get("kept", name).rounds


def work(task: tuple[str, Task]) -> None:
    """Do one unit by the same functions that the stages call."""
    folder, (kind, name, *rest) = task
    workspace, engine = Workspace(Path(folder)), Engine()
    dossier: Dossier = workspace.get("divided" if kind == "verify" else "verified dossier", name)
    problem = dossier.problem
    if kind == "verify":
        solution = next(one for one in problem.all_solutions if one.digest == rest[0])
        program = Program(solution.language, solution.source)
        limits = given_test_limits(problem.limits)
        judge_tests(
            engine,
            program,
            problem.given_tests,
            problem.checker,
            limits,
            compare=can_judge(problem),
            timed=solution.label is Label.CORRECT,
            files=files_of(problem),
            most_timeouts=1 if solution.label is Label.TIME_LIMIT_EXCEEDED else GIVE_UP_AFTER_TIMEOUTS,
        )
    elif kind == "probe":
        candidates = workspace.get("candidates", f"{name}/{rest[0]}/{rest[1]}")
        probes = probes_of(problem, dossier.voters)
        probe(engine, problem, probes, candidates, limits_of(dossier, probes), large_limits(problem.limits))
    elif kind == "rate":
        key = f"{name}/{rest[0]}"
        rate(engine, problem, workspace.get("wrong", key)[int(rest[1])], workspace.get("survivors", key))
    else:
        key = f"{name}/{rest[0]}"
        every = workspace.get("survivors", key)
        survivors = [every[place] for place in workspace.get("chosen", key)[0]]
        solution = solution_of(problem, rest[1])
        with engine.open(Program(solution.language, solution.source), files=files_of(problem)) as session:
            limits, large = limits_of(dossier, [rest[1]])[rest[1]], large_limits(problem.limits)
            vote(session, rest[1], survivors, problem.checker, limits, engine=engine, large=large)


def plain_loop(workspace: Workspace, names: Sequence[str], workers: int) -> float:
    """All units over a pool of processes; wall seconds."""
    tasks = [(str(workspace.folder), task) for task in tasks_of(workspace, names)]
    context = multiprocessing.get_context("spawn")
    started = time.monotonic()
    with context.Pool(workers) as pool:
        for _ in pool.imap_unordered(work, tasks):
            pass
    return time.monotonic() - started


def big_test_memory(workers: int) -> dict[str, int]:
    """Peak resident bytes of driver and workers for a build whose input has one test of 64 MB."""
    folder = FOLDER / "big"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    numbers = "7 " * (BIG_TEST_BYTES // 2)
    programs = [f"import sys\nprint(sys.stdin.buffer.read().count(b'7') + {place} - {place})" for place in range(4)]
    row = {
        "name": "big",
        "statement": "Count the sevens.",
        "samples": [{"input": "7 1 7\n", "output": "2\n"}],
        "secret": [{"input": numbers, "output": f"{len(numbers) // 2}\n"}],
        "accepted": [{"source": source, "lang": "py"} for source in programs],
    }
    (folder / "big.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    settings = BuildSettings(source="jsonl", input=str(folder / "big.jsonl"), max_tests=5, allow_fewer=True)
    with PeakMemory() as memory:
        building.build(settings, folder / "dataset", pipeline_options([], workers))
    return memory.peaks


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--max_tests", type=int, default=200, help="generated tests per problem (200)")
    parser.add_argument("--rounds", type=int, default=1, help="interleaved rounds, of which the minimum counts (1)")
    arguments = parser.parse_args()
    output = FOLDER / "demo"
    wanted = arguments.max_tests
    build_demo(output, 2, wanted, keep=True)  # compiles everything, and leaves the tasks
    names = [problem.name for _, problem in Dataset(output).problems()]
    workspace = Workspace((output / building.WORKSPACE).absolute())
    two, loop, one = [], [], []
    for number in range(arguments.rounds):
        two.append(build_demo(FOLDER / "two", 2, wanted))
        loop.append(plain_loop(workspace, names, 2))
        if number == 0:
            one.append(build_demo(FOLDER / "one", 1, wanted))
    memory = big_test_memory(2)
    cpu = resource.getrusage(resource.RUSAGE_CHILDREN)
    per = f"demo build, {len(names)} problems, {wanted} tests each wanted, programs compiled before"
    big = "largest process by VmHWM, sampled ten times a second, a 64 MB test in the input, 2 workers"
    publish(
        "build",
        [
            Figure("problems per minute, 1 worker", 60 * len(names) / min(one), f"{per}; wall {min(one):.0f} s"),
            Figure("problems per minute, 2 workers", 60 * len(names) / min(two), f"{per}; wall {min(two):.0f} s"),
            Figure("speed-up of 2 workers over 1", min(one) / min(two), "ratio of the two above"),
            Figure(
                "build over plain loop, 2 workers",
                min(two) / min(loop),
                f"wall {min(two):.0f} s over {min(loop):.0f} s of a pool of 2 processes doing the same runs; "
                f"{arguments.rounds} interleaved rounds, minimum",
                1.15,
            ),
            Figure("peak memory of the driver, GB", memory["parent"] / GIGABYTE, big, 1.5),
            Figure("peak memory of a worker, GB", memory["worker"] / GIGABYTE, big, 1.5),
            Figure("CPU seconds of all children", cpu.ru_utime + cpu.ru_stime, "rusage of everything this bench started"),
        ],
    )


if __name__ == "__main__":
    main()
