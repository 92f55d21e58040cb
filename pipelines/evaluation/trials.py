"""What a program does on the tests of a problem, and the time limit under which that counts. Knows no Beam."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipelines.execution.checking import Referee
from pipelines.execution.engine import Engine
from pipelines.execution.judging import DEFAULT_CPU_S, files_of, given_test_limits, judge_tests
from schemas.evaluation import Outcome
from schemas.execution import Program, RunLimits, Verdict
from schemas.parquet import tests_of
from schemas.problem import Problem, Solution

KINDS = ("public", "private", "generated", "official")
NEAREST = 3
"""How many tests are named for a program that slipped through."""
LIMIT_FLOOR_S = 1.0
LIMIT_FACTOR = 2.0


class Task(NamedTuple):
    """One program of one problem. `counts`: it was held out, so its outcome is a result and no mere calibration."""

    problem: str
    solution: Solution
    counts: bool


class Near(NamedTuple):
    """A test of a problem by kind and place within the kind, and what a program took on it, in CPU seconds."""

    kind: str
    place: int
    cpu_s: float


class Tried(NamedTuple):
    """What a program did on each kind of test: the first verdict that spoke against it, AC where none did, "" without tests;
    its slowest run among them, in CPU seconds; and the place of the test that it failed, -1 where it failed none."""

    verdicts: Mapping[str, str]
    slowest_cpu_s: Mapping[str, float]
    failed: Mapping[str, int]
    slowest: tuple[Near, ...]


class Trial(NamedTuple):
    """A program with what it did."""

    task: Task
    tried: Tried

    @property
    def verdicts(self) -> Mapping[str, str]:
        return self.tried.verdicts

    @property
    def slowest_cpu_s(self) -> Mapping[str, float]:
        return self.tried.slowest_cpu_s


def try_out(
    runner: Engine,
    problem: Problem,
    solution: Solution,
    limits: RunLimits,
    referee: Referee | None = None,
    *,
    timed: bool = False,
) -> Tried:
    """A program's first failure on each kind of test, and its slowest runs.

    `timed`: `limits` are the limits that decide, so what is close to them is measured again.
    """
    program = Program(solution.language, solution.source)
    verdicts, slowest, failed = dict.fromkeys(KINDS, ""), dict.fromkeys(KINDS, 0.0), dict.fromkeys(KINDS, -1)
    near: list[Near] = []
    for kind in KINDS:
        tests = tests_of(problem, [kind])
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
        if last is not Verdict.AC:
            failed[kind] = len(execution.judgements) - 1
        near += [Near(kind, place, one.cpu_s) for place, one in enumerate(execution.judgements)]
    near.sort(key=lambda one: -one.cpu_s)
    return Tried(verdicts, slowest, failed, tuple(near[:NEAREST]))


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
