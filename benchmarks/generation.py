"""`make bench-generation`: what it costs to make the tests of one problem, against running them on all its solutions.

The problem has ten solutions, seven right and three wrong; the build runs in one process, twice, and the second one counts, for
it finds every program compiled (compilation is left out of both). CPU time is that of this process and all its children.
"""

from __future__ import annotations

import argparse
import dataclasses
import shutil
from pathlib import Path

from benchmarks.cores import used_s
from benchmarks.figures import Figure, publish
from pipelines.build import build
from pipelines.execution.engine import Engine
from pipelines.execution.judging import files_of, given_test_limits, judge_tests
from pipelines.running.run import pipeline_options
from pipelines.settings import BuildSettings
from pipelines.sources import SOURCES
from pipelines.sources.jsonl import line_of
from schemas.execution import Program
from schemas.parquet import Dataset
from schemas.problem import Checker, Problem

FOLDER = Path("build/bench/generation")
RIGHT, WRONG = 7, 3
MOST_RATIO = 2.0


def ten_solutions(source: str, path: str, name: str) -> Problem:
    """The problem with ten of its solutions, spread over those that it has, and the reference's way of comparing outputs.

    Raises SystemExit where it is not there.
    """
    for part in SOURCES[source].parts(path):
        for problem in SOURCES[source].read(part):
            if isinstance(problem, Problem) and problem.name.endswith(name):
                right = problem.solutions[:: max(1, len(problem.solutions) // RIGHT)][:RIGHT]
                wrong = problem.incorrect_solutions[:: max(1, len(problem.incorrect_solutions) // WRONG)][:WRONG]
                fewer = dataclasses.replace(problem, solutions=right, incorrect_solutions=wrong)
                return dataclasses.replace(fewer, generated_tests=(), official_tests=(), checker=Checker())
    raise SystemExit(f"{path or source}: no problem {name!r} in it")


def cost(problem: Problem) -> list[Figure]:
    """CPU of the build over that of its tests run on all solutions."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    source = FOLDER / "problem.jsonl"
    source.write_bytes(line_of(problem).rstrip(b"\n") + b"\n")
    settings = BuildSettings(source="jsonl", input=str(source), allow_fewer=True)
    spent = []
    for attempt in range(2):
        before = used_s()
        build(settings, FOLDER / f"dataset{attempt}", pipeline_options([], 1))
        spent.append(used_s() - before)
    built = next(one for _, one in Dataset(FOLDER / "dataset1").problems())
    engine = Engine()
    before = used_s()
    for solution in built.all_solutions:
        program = Program(solution.language, solution.source)
        limits = given_test_limits(built.limits)
        tests = [*built.given_tests, *built.generated_tests]
        judge_tests(engine, program, tests, built.checker, limits, files=files_of(built))
    loop_s = used_s() - before
    runs = len(built.generated_tests) * len(built.all_solutions)
    size = f"{len(built.generated_tests)} tests, {runs} runs of {len(built.all_solutions)} solutions"
    how = f"{spent[1]:.1f} / {loop_s:.1f} CPU s, {size}"
    return [Figure(f"CPU, build of {problem.name} / its tests on all solutions", spent[1] / loop_s, how, MOST_RATIO)]


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", default="demo")
    parser.add_argument("--input", default="", help="a file of problems; the demo without")
    parser.add_argument("--problem", action="append", help="name of a problem; may be given several times")
    arguments = parser.parse_args()
    figures = []
    for name in arguments.problem or ["mountain-roads", "best-season"]:
        figures += cost(ten_solutions(arguments.source, arguments.input, name))
    publish("generation", figures)


if __name__ == "__main__":
    main()
