"""Under which limits the samples of a problem run: what right solutions take on this machine decides, as in `measure`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.evaluation.trials import Task, Trial, generous_limits, measuring_limit_s, try_out
from pipelines.execution.checking import Referee
from pipelines.execution.engine import Engine
from pipelines.execution.judging import candidate_limits, given_test_limits
from schemas.execution import RunLimits, Verdict
from schemas.problem import Problem, Solution

CALIBRATORS = 3
CALIBRATING_TESTS = 8
"""Generated tests on which right solutions are run: on the others they take less time."""
EXAMPLE_FLOOR_S = 0.5
"""What a run on an example may take at least, however quick right solutions are: every hundredth sample runs for ever."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The limits of a problem: on examples, on inputs that samples are told apart by, and those that decide.

    `examples` is shorter than `deciding` where known right solutions are done with the examples in a moment: most samples
    are wrong, and of these many run for ever.
    """

    examples: RunLimits
    probes: RunLimits
    deciding: RunLimits


def calibration_problem(problem: Problem, slowest_s: Mapping[int, float]) -> Problem:
    """The problem with few tests, of which the time limit can be derived all the same: of the generated ones those that took
    longest (`slowest_s` by place; of those without a time the longest), and none of the official ones."""
    places = sorted(
        range(len(problem.generated_tests)),
        key=lambda place: (-slowest_s.get(place, 0.0), -len(problem.generated_tests[place].input), place),
    )
    few = tuple(problem.generated_tests[place] for place in sorted(places[:CALIBRATING_TESTS]))
    return replace(problem, generated_tests=few, official_tests=())


def calibrators(problem: Problem, slowest_s: Mapping[str, float]) -> list[Solution]:
    """The right solutions to calibrate by: those that were slowest when the dataset was built."""
    ordered = sorted(problem.solutions, key=lambda solution: (-slowest_s.get(solution.digest, 0.0), solution.digest))
    return ordered[:CALIBRATORS]


def calibrate(
    engine: Engine, problem: Problem, solutions: Sequence[Solution], referee: Referee, example_cpu_s: float | None = None
) -> Calibration:
    """Run right solutions and derive the limits. `example_cpu_s`: what a run on an example may take, where somebody says so."""
    trials = []
    for solution in solutions:
        tried = try_out(engine, problem, solution, generous_limits(problem), referee)
        trials.append(Trial(Task(problem.name, solution, False), tried))
    limit_s = measuring_limit_s(problem, trials)
    examples_s = max(
        (one.slowest_cpu_s["public"] for one in trials if one.verdicts["public"] == Verdict.AC.value), default=None
    )
    return limits_of(problem, limit_s, examples_s, example_cpu_s)


def limits_of(problem: Problem, limit_s: float, examples_s: float | None, example_cpu_s: float | None = None) -> Calibration:
    """The limits, given the time limit and the slowest right run on an example (None: not known), in CPU seconds."""
    largest = max((len(test.output.encode()) for test in problem.public_tests), default=0)
    deciding = replace(given_test_limits(problem.limits), cpu_s=limit_s)
    quick = candidate_limits(problem.limits, limit_s if examples_s is None else examples_s, largest)
    wanted_s = example_cpu_s or min(limit_s, max(EXAMPLE_FLOOR_S, quick.cpu_s))
    return Calibration(replace(quick, cpu_s=wanted_s), replace(quick, cpu_s=min(wanted_s, quick.cpu_s)), deciding)
