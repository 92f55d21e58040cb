"""From runs to verdicts: a program against tests, under limits that fit this machine."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from pipelines.execution.comparison import decode_output, outputs_match
from pipelines.execution.engine import Engine
from schemas.digest import digest
from schemas.execution import MEBIBYTE, Execution, Judgement, Program, Run, RunLimits, Verdict
from schemas.problem import Checker, CheckerKind, Limits, Problem, Test

DEFAULT_CPU_S = 10.0
DEFAULT_MEMORY_BYTES = 1024 * MEBIBYTE
TIME_FACTOR = 2.0
"""Solutions are run with twice the stated time: they were accepted on another machine."""
CANDIDATE_FLOOR_S = 0.25
CANDIDATE_FACTOR = 8.0
CANDIDATE_OUTPUT_BYTES = 1 * MEBIBYTE
GIVE_UP_AFTER_TIMEOUTS = 3


def given_test_limits(limits: Limits) -> RunLimits:
    """Limits for the tests that came with a problem; generous where it states none."""
    stated = limits.time_limit_s
    return RunLimits(
        cpu_s=DEFAULT_CPU_S if stated is None else max(1.0, TIME_FACTOR * stated),
        memory_bytes=max(limits.memory_limit_bytes or DEFAULT_MEMORY_BYTES, 64 * MEBIBYTE),
    )


def candidate_limits(limits: Limits, slowest_s: float, largest_output_bytes: int) -> RunLimits:
    """Limits for generated inputs, which are no larger than their parents: a program that takes far longer is stuck.

    `slowest_s` is the program's slowest run on a given test. It is rounded up to a power of two times the floor, so that the
    noise of a measurement does not move the limit from one build to the next.
    """
    allowed = given_test_limits(limits)
    steps = max(0, math.ceil(math.log2(max(CANDIDATE_FACTOR * slowest_s / CANDIDATE_FLOOR_S, 1e-9))))
    return replace(
        allowed,
        cpu_s=min(allowed.cpu_s, CANDIDATE_FLOOR_S * 2**steps),
        output_bytes=max(CANDIDATE_OUTPUT_BYTES, 4 * largest_output_bytes),
    )


def judge(run: Run, expected: str | None, checker: Checker) -> Judgement:
    """The verdict of a run on a test; `expected` None: nothing to compare with, a run that ended well stays OK.

    A wrong output is remembered by the digest of its tokens, so that equal wrong outputs can be recognised.
    """
    printed = bool(run.output.strip())
    if run.verdict is not Verdict.OK or expected is None:
        return Judgement(run.verdict, run.cpu_s, printed, detail=run.detail)
    output = decode_output(run.output)
    if outputs_match(expected, output, checker):
        return Judgement(Verdict.AC, run.cpu_s, printed)
    return Judgement(Verdict.WA, run.cpu_s, printed, digest(*output.lower().split()))


def can_judge(problem: Problem) -> bool:
    """Whether outputs can be compared at all: neither interactive nor with a checker program of its own."""
    return not problem.interactive and problem.checker.kind is not CheckerKind.CUSTOM


def judge_tests(
    engine: Engine,
    program: Program,
    tests: Sequence[Test],
    checker: Checker,
    limits: RunLimits,
    *,
    compare: bool = True,
    stop_at_failure: bool = False,
) -> Execution:
    """All runs of a program on tests. After three time-outs the rest counts as timed out without being run.

    `stop_at_failure` ends at the first verdict that speaks against the program.
    """
    with engine.open(program) as session:
        if session.verdict is not Verdict.OK:
            return Execution(program.digest, session.verdict, (), session.compile_cpu_s, session.detail)
        judgements: list[Judgement] = []
        timeouts = 0
        for test in tests:
            if timeouts >= GIVE_UP_AFTER_TIMEOUTS:
                judgements.append(Judgement(Verdict.TLE, 0.0, False, detail="not run after three time-outs"))
                continue
            run = session.run(test.input.encode(), limits)
            judgement = judge(run, test.output if compare else None, checker)
            judgements.append(judgement)
            timeouts += judgement.verdict is Verdict.TLE
            if stop_at_failure and judgement.verdict not in (Verdict.AC, Verdict.OK):
                break
        return Execution(program.digest, Verdict.OK, tuple(judgements), session.compile_cpu_s)
