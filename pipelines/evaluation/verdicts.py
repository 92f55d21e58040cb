"""Whether a program passes tests within the time limit: at once where times are far from it, measured again where near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipelines.execution.checking import Referee
from pipelines.execution.engine import Engine
from pipelines.execution.judging import files_of, judge_tests
from pipelines.execution.timing import SURELY_OVER, SURELY_WITHIN
from schemas.execution import Program, RunLimits, Verdict
from schemas.problem import Problem, Test


class Ruled(NamedTuple):
    """The first verdict that speaks against a program, AC where none does; the place of the test that it failed, -1 of none;
    its slowest run in CPU seconds."""

    verdict: str
    failed: int
    slowest_cpu_s: float


def rule_tests(
    engine: Engine, problem: Problem, program: Program, tests: Sequence[Test], limits: RunLimits, referee: Referee
) -> Ruled:
    """A program against tests under `limits` as those of a contest.

    All runs in one batch under twice the time; only those that took more than half of it are measured alone (`run_timed`).
    """
    wide = replace(limits, cpu_s=SURELY_OVER * limits.cpu_s, wall_s=SURELY_OVER * limits.wall_limit_s)
    files = files_of(problem)
    first = judge_tests(engine, program, tests, problem.checker, wide, stop_at_failure=True, referee=referee, files=files)
    slowest_s = max((one.cpu_s for one in first.judgements), default=0.0)
    if not first.judgements:
        return Ruled(first.compile_verdict.value if first.compile_verdict is not Verdict.OK else Verdict.AC.value, -1, 0.0)
    failed = len(first.judgements) - 1 if first.judgements[-1].verdict is not Verdict.AC else -1
    near = [place for place, one in enumerate(first.judgements) if one.cpu_s > SURELY_WITHIN * limits.cpu_s and place != failed]
    if near:
        again = judge_tests(
            engine,
            program,
            [tests[place] for place in near],
            problem.checker,
            limits,
            stop_at_failure=True,
            timed=True,
            referee=referee,
            files=files,
        )
        last = again.judgements[-1].verdict if again.judgements else again.compile_verdict
        if last is not Verdict.AC:
            return Ruled(last.value, near[max(0, len(again.judgements) - 1)], slowest_s)
    return Ruled(first.judgements[-1].verdict.value, failed, slowest_s)
